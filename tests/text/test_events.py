"""Events in the words of the event log."""

from __future__ import annotations

import pytest

from tests.factories import NOW, make_close, make_endpoint, make_feed, make_handshake, make_result
from tui.model.endpoint_state import EndpointState
from tui.model.event import Event, EventKind
from tui.model.feed_state import FeedState
from tui.model.health import Health
from tui.text.events import event_glyph, event_line, event_tag


def make_event(
    kind: EventKind = EventKind.DOWN, health: Health | None = Health.DOWN, detail: str = ""
) -> Event:
    return Event(at=NOW, source="orders", kind=kind, what="200 → 503", detail=detail, health=health)


def test_a_recovery_says_how_long_it_was_down() -> None:
    state = EndpointState(make_endpoint())
    state.record(make_result(503, at=NOW))
    (event,) = state.record(make_result(200, at=NOW + 48))

    assert event_line(event) == ("recovered", "down 48s")


def test_silence_says_for_how_long() -> None:
    state = FeedState(make_feed())
    state.opened(make_handshake(), NOW)
    (event,) = state.fell_silent(NOW + 30)

    assert event_line(event) == ("silent", "for 30s")


def test_a_close_says_when_it_is_tried_again() -> None:
    (event,) = FeedState(make_feed()).closed(make_close(1012, "restart"), NOW)
    timed = Event(
        at=NOW,
        source="trades",
        kind=event.kind,
        what=event.what,
        detail=event.detail,
        health=event.health,
        duration=4,
    )

    assert event_line(timed) == ("closed 1012", '1012 service restart · "restart" · reconnect in 4s')


def test_an_event_without_a_duration_is_told_as_it_is() -> None:
    assert event_line(make_event(detail="3 fails")) == ("200 → 503", "3 fails")


def test_what_a_server_says_is_safe_to_print() -> None:
    assert event_line(make_event(detail="\x1b[2J\ngone")) == ("200 → 503", "�[2J⏎gone")


@pytest.mark.parametrize(
    ("kind", "health", "glyph", "tag"),
    [
        (EventKind.DOWN, Health.DOWN, "✗", "err"),
        (EventKind.RECOVERED, Health.UP, "●", "ok"),
        (EventKind.CLOSED, Health.PENDING, "◐", "busy"),
        (EventKind.FLAPPING, Health.PENDING, "▲", "warn"),
        (EventKind.FLAPPING, Health.DOWN, "▲", "warn"),
        (EventKind.CONFIG, None, "·", "none"),
        (EventKind.STARTED, None, "·", "none"),
        (EventKind.BUG, None, "!", "err"),
    ],
)
def test_an_event_looks_like_the_health_it_led_to(
    kind: EventKind, health: Health | None, glyph: str, tag: str
) -> None:
    event = make_event(kind, health)

    assert (event_glyph(event), event_tag(event)) == (glyph, tag)


def test_an_event_has_a_look_in_ascii() -> None:
    assert event_glyph(make_event(), ascii_only=True) == "x"
    assert event_glyph(make_event(EventKind.CONFIG, None), ascii_only=True) == "-"
