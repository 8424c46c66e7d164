"""States in a glyph, a word and a tag."""

from __future__ import annotations

import pytest

from tests.factories import (
    NOW,
    make_attempt,
    make_close,
    make_endpoint,
    make_failure,
    make_feed,
    make_handshake,
    make_result,
)
from tui.model.endpoint_state import EndpointState
from tui.model.failure import FailureKind
from tui.model.feed_state import FeedState
from tui.model.health import Health
from tui.text.states import failure_word, glyph, state_word, tag


def test_the_glyphs_are_those_of_the_legend() -> None:
    assert "".join(glyph(health) for health in Health) == "○●▲▲◐✗◐‖"


def test_every_glyph_has_its_like_in_ascii() -> None:
    assert "".join(glyph(health, ascii_only=True) for health in Health) == ".o!!~x~="


def test_every_health_has_the_tag_of_a_colour() -> None:
    assert [tag(health) for health in Health] == [
        "none",
        "ok",
        "warn",
        "warn",
        "busy",
        "err",
        "busy",
        "paused",
    ]


@pytest.mark.parametrize("kind", list(FailureKind))
def test_the_word_of_a_failure_fits_its_column(kind: FailureKind) -> None:
    assert 0 < len(failure_word(kind)) <= 9


def test_an_endpoint_without_a_result_has_no_word_yet() -> None:
    assert state_word(EndpointState(make_endpoint())) == "…"


@pytest.mark.parametrize(
    ("status", "kind", "word"),
    [(200, None, "200"), (503, "status", "503"), (None, "timeout", "timeout"), (200, "condition", "assert")],
)
def test_an_endpoint_is_told_by_its_newest_result(status: int | None, kind: str | None, word: str) -> None:
    state = EndpointState(make_endpoint())
    state.record(make_result(status, failure=make_failure(kind) if kind else None))

    assert state_word(state) == word


def test_an_endpoint_that_needed_a_second_try_says_so_instead_of_its_status() -> None:
    state = EndpointState(make_endpoint())
    state.record(make_result(200, attempts=(make_attempt(), make_attempt())))

    assert state_word(state) == "flaky"


def test_what_is_paused_says_so() -> None:
    endpoint, feed = EndpointState(make_endpoint(enabled=False)), FeedState(make_feed(enabled=False))

    assert (state_word(endpoint), state_word(feed)) == ("paused", "paused")


def test_a_feed_is_told_by_its_connection() -> None:
    state = FeedState(make_feed())
    words = [state_word(state)]
    state.connecting(NOW)
    words.append(state_word(state))
    state.opened(make_handshake(), NOW)
    words.append(state_word(state))
    state.fell_silent(NOW)
    words.append(state_word(state))
    state.closed(make_close(), NOW)
    words.append(state_word(state))

    assert words == ["…", "…", "open", "silent", "closed"]


def test_a_feed_counts_the_attempt_it_waits_for() -> None:
    state = FeedState(make_feed())
    for _ in range(2):
        state.connecting(NOW)
        state.rejected(make_failure(), NOW)
    rejected = state_word(state)
    state.waiting(4, NOW)
    waiting = state_word(state)
    state.connecting(NOW)

    assert (rejected, waiting, state_word(state)) == ("connect", "retry 3", "retry 3")


def test_the_count_of_attempts_stays_in_its_column() -> None:
    state = FeedState(make_feed())
    state.attempt = 123_456
    state.waiting(4, NOW)

    assert state_word(state) == "retry 999"
