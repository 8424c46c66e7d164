from __future__ import annotations

from typing import TYPE_CHECKING

from tests.factories import (
    NOW,
    make_close,
    make_exchange,
    make_failure,
    make_feed,
    make_handshake,
    make_hop,
    make_message,
    make_tls_facts,
)
from tui.model.connection import Ending
from tui.model.failure import Failure, FailureKind
from tui.model.feed_state import FeedState
from tui.model.hop import Purpose
from tui.model.mask import Mask
from tui.model.message import Notice
from tui.text.post_mortem import aftermath, post_mortem

if TYPE_CHECKING:
    from typing import Any

    from tui.model.connection import Close

MASK = Mask(["hunter22"])


def open_state() -> FeedState:
    state = FeedState(make_feed())
    state.connecting(NOW)
    state.opened(make_handshake(), NOW)
    return state


def newest(state: FeedState) -> Notice:
    row = state.rows.newest
    assert isinstance(row, Notice)
    return row


def closed(close: Close) -> Notice:
    state = open_state()
    state.record(make_message("hello", at=NOW + 9))
    state.ponged(0.018)
    state.closed(close, NOW + 10)
    return newest(state)


def told(notice: Notice, **changes: Any) -> dict[str, str]:
    """Return the facts by their labels."""
    lines = ["".join(text for text, _ in line) for line in post_mortem(notice, MASK, **changes)]
    return {line[:14].strip(): line[14:] for line in lines}


def text_of(notice: Notice, **changes: Any) -> str:
    return "\n".join("".join(text for text, _ in line) for line in post_mortem(notice, MASK, **changes))


def test_a_beginning_tells_what_was_agreed_on_and_how_long_each_part_took() -> None:
    state = FeedState(make_feed())
    headers = (("Server", "nginx"), ("Set-Cookie", "sid=hunter22"))
    shake = make_handshake(
        subprotocol="mqtt",
        warning="chose v2",
        headers=headers,
        tls=make_tls_facts(),
        cookies=("sid", "route"),
    )
    state.opened(shake, NOW)

    assert text_of(newest(state)).splitlines() == [
        "opened 101 in 42ms",
        "warning       chose v2",
        "phases        dns 4 · connect 8 · tls 16 · send 1 · wait 12 ms",
        "subprotocol   mqtt",
        "tls           TLSv1.3 · TLS_AES_256_GCM_SHA384",
        "address       192.0.2.7",
        "cookies       sid=•••, route=••• · sent with the next handshake",
        "",
        "headers",
        "  Server: nginx",
        "  Set-Cookie: •••",
    ]


def test_an_end_tells_all_that_is_known_of_the_connection() -> None:
    notice = closed(make_close(1012, "restart", ending=Ending.CLOSE_FRAME))
    facts = told(notice, after="number 1 in 3s")

    assert text_of(notice).startswith("closed        1012 service restart\n")
    assert facts["next attempt"] == "number 1 in 3s"
    assert (facts["ended by"], facts["reason"]) == ("the server", '"restart"')
    assert facts["seen by"] == "a close frame"
    assert facts["connection"] == "number 1, up for 10.0s"
    assert facts["last message"] == "1.00s before the end"
    assert facts["last ping"] == "answered in 18ms"
    assert (facts["received"], facts["sent"]) == ("1 message, 5 B", "0 messages, 0 B")


def test_a_reset_an_end_of_the_stream_and_a_timeout_look_different() -> None:
    signs = {told(closed(make_close(ending=each)))["seen by"] for each in Ending}

    assert len(signs) == len(Ending)


def test_a_secret_in_a_reason_is_masked() -> None:
    assert "hunter22" not in text_of(closed(make_close(4001, "hunter22 is wrong")))


def test_a_refused_upgrade_shows_headers_and_body() -> None:
    answer = make_exchange(
        429, body=b'{"key": "hunter22"}', headers=(("Retry-After", "7"), ("Set-Cookie", "sid=1"))
    )
    state = open_state()
    state.rejected(Failure(FailureKind.REJECTED, "429 instead of 101", "wait", answer), NOW)
    text = text_of(newest(state))

    assert told(newest(state))["status"] == "429 Too Many Requests"
    assert told(newest(state))["Retry-After"] == "7"
    assert "Set-Cookie: •••" in text
    assert '"key": "•••"' in text


def test_the_body_of_a_refusal_can_be_looked_at_byte_by_byte() -> None:
    state = open_state()
    answer = make_exchange(503, body=b"hi", is_truncated=True)
    state.rejected(Failure(FailureKind.REJECTED, "503 instead of 101", "wait", answer), NOW)

    assert "body, the first 2 B\n0000  68 69" in text_of(newest(state), view="hex")


def test_what_comes_next_is_told_as_it_stands() -> None:
    state = open_state()
    state.closed(make_close(), NOW + 1)
    end = newest(state)
    state.waiting(4.0, NOW + 1)
    waits = aftermath(state, end, [], NOW + 2)
    state.connecting(NOW + 5)
    tries = aftermath(state, end, [], NOW + 5)
    state.stopped(make_failure(), NOW + 6)
    stops = aftermath(state, end, [], NOW + 6)
    state.pause(NOW + 7)

    assert waits == "number 2 in 3s · {feed.reconnect now}"
    assert tries == "number 2 is under way"
    assert stops.startswith("none: it would end the same way")
    assert aftermath(state, end, [], NOW + 7).startswith("none while it is paused")


def test_of_an_old_end_it_is_told_when_there_was_a_connection_again() -> None:
    state = open_state()
    state.closed(make_close(), NOW + 1)
    number, end = state.rows.end, newest(state)
    state.rejected(make_failure(), NOW + 2)
    first = newest(state)
    state.rejected(make_failure(), NOW + 4)
    state.opened(make_handshake(), NOW + 6)

    assert aftermath(state, end, state.rows.since(number), NOW + 9) == (
        "connected again 5.00s later, after 2 attempts that failed"
    )
    assert aftermath(state, first, state.rows.since(number + 1), NOW + 9) == (
        "connected again 4.00s later, after 1 attempt that failed"
    )


def test_a_beginning_tells_of_every_request_that_led_to_it() -> None:
    state = FeedState(make_feed())
    hops = (
        make_hop(purpose=Purpose.REQUEST, url="https://a.example/v1", status=302),
        make_hop(purpose=Purpose.REDIRECT, url="https://b.example/v2", status=401),
        make_hop(purpose=Purpose.TOKEN, url="https://auth.example/token", status=200),
        make_hop(purpose=Purpose.SIGN_IN, url="https://b.example/v2\x1b[31m?key=hunter22", status=101),
    )
    state.opened(make_handshake(hops=hops), NOW)

    facts = told(newest(state))

    assert "redirected to https://b.example/v2�[31m?key=•••" in MASK(newest(state).text).replace("\x1b", "�")
    assert facts["redirected"] == "302 from https://a.example/v1"
    assert facts["token"] == "200 from https://auth.example/token"
    assert facts["url"] == "https://b.example/v2�[31m?key=•••"


def test_a_refusal_tells_which_url_refused() -> None:
    state = FeedState(make_feed())
    answer = make_exchange(status=403, url="https://b.example/moved")
    state.rejected(Failure(FailureKind.REJECTED, "no", "wait", answer), NOW)

    assert told(newest(state))["url"] == "https://b.example/moved"
