from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

import pytest
from multidict import CIMultiDict
from yarl import URL

from tui.engine.dialled import Dialled, DialledSocket
from tui.engine.hops import hops_of, phases_of
from tui.engine.tracing import Hop, Trace, _current, aside, current_hop
from tui.model.phases import Phases

if TYPE_CHECKING:
    from typing import Any


def make_hop(*, dialled: float | None = None, **marks: Any) -> Hop:
    dials = [] if dialled is None else [Dialled(address="192.0.2.7", began=dialled)]
    return Hop(url=URL("https://a.example/"), headers=CIMultiDict(), dials=dials, **{"began": 0.0, **marks})


WHOLE = {
    "lookup_began": 1.0,
    "lookup_ended": 2.0,
    "dialled": 2.0,
    "tls_began": 4.0,
    "tls_ended": 7.0,
    "connected": 7.0,
    "sent": 8.0,
    "answered": 13.0,
}


def test_every_phase_ends_where_the_next_begins() -> None:
    phases = make_hop(**WHOLE).phases(15.0)

    assert phases == Phases(dns=1, connect=2, tls=3, send=1, wait=5, receive=2)


def test_a_phase_that_did_not_happen_is_none() -> None:
    phases = make_hop(connected=1.0, sent=2.0, answered=3.0).phases(4.0)

    assert phases == Phases(send=1, wait=1, receive=1)
    assert phases.is_reused


def test_no_answer_is_older_than_its_request() -> None:
    with DialledSocket() as wire:
        hop = make_hop(began=10.0, wire=wire)
        wire.arrived = 9.0

        assert hop.arrival() == 10.0


@pytest.mark.parametrize(
    ("reached", "phase", "expected"),
    [
        (0, None, Phases()),
        (1, "dns", Phases(dns=99)),
        (3, "connect", Phases(dns=1, connect=98)),
        (4, "tls", Phases(dns=1, connect=2, tls=96)),
        (6, "send", Phases(dns=1, connect=2, tls=3, send=93)),
        (7, "wait", Phases(dns=1, connect=2, tls=3, send=1, wait=92)),
    ],
)
def test_the_phase_in_which_it_ended_lasted_until_then(
    reached: int, phase: str | None, expected: Phases
) -> None:
    hop = make_hop(**dict(list(WHOLE.items())[:reached]))

    assert (hop.phase, hop.phases(100.0)) == (phase, expected)


def test_a_response_before_the_end_of_the_request_needs_no_wait() -> None:
    phases = make_hop(connected=1.0, answered=3.0, sent=9.0).phases(10.0)

    assert phases == Phases(send=2, wait=0, receive=7)


def test_a_response_to_a_request_that_never_was_whole_needs_no_wait_either() -> None:
    phases = make_hop(connected=1.0, answered=3.0).phases(10.0)

    assert phases == Phases(send=2, wait=0, receive=7)


def test_how_long_connecting_took_is_known_once_it_is_over() -> None:
    assert make_hop().connected_after is None
    assert make_hop(connected=2.5).connected_after == 2.5


def test_hops_add_up_and_each_receives_until_the_next_begins() -> None:
    first = make_hop(connected=1.0, sent=2.0, answered=3.0)
    second = make_hop(began=5.0, dialled=5.0, connected=6.0, sent=6.0, answered=7.0)

    phases = phases_of(hops_of(Trace([first, second]), 9.0, str), queued=4.0)

    assert phases == Phases(queued=4, connect=1, send=1, wait=2, receive=4)


def test_an_attempt_without_a_hop_has_no_phases() -> None:
    assert phases_of(hops_of(Trace(), 1.0, str)) == Phases()
    assert Trace().last is None


def test_a_hop_is_known_only_while_it_is_traced() -> None:
    assert current_hop() is None
    with Trace() as trace:
        hop = make_hop()
        trace.hops.append(hop)

        assert current_hop() is hop
        with aside("tokens:443"):
            assert current_hop() is None
    assert current_hop() is None


def test_time_spent_on_something_else_is_counted() -> None:
    with Trace() as trace, aside("tokens:443"):
        assert trace.asked == "tokens:443"

    assert trace.aside > 0
    assert trace.asked is None


def test_who_did_not_answer_is_remembered() -> None:
    with Trace() as trace, pytest.raises(TimeoutError), aside("tokens:443"):
        raise TimeoutError

    assert trace.asked == "tokens:443"


def test_what_is_aside_without_a_trace_is_no_error() -> None:
    with aside("tokens:443"):
        assert current_hop() is None


def test_what_leads_to_a_request_that_is_aside_belongs_to_it() -> None:
    with Trace() as trace:
        trace.hops.append(make_hop(connected=1.0, sent=2.0, answered=3.0))
        began = perf_counter()
        with aside("tokens:443"):
            _inner().hops.append(make_hop(began=began + 60.0))

    assert trace.hops[1].began < began + 30.0


def test_a_request_that_is_aside_is_known_but_its_time_does_not_count() -> None:
    with Trace() as trace:
        trace.hops.append(make_hop(connected=1.0, sent=2.0, answered=3.0))
        with aside("tokens:443"):
            _inner().hops.append(make_hop(began=4.0, dialled=4.0, connected=6.0))
        trace.hops.append(make_hop(began=9.0, connected=9.0, sent=9.0, answered=10.0))

    assert [hop.is_aside for hop in trace.hops] == [False, True, False]
    assert phases_of(hops_of(trace, 11.0, str)) == Phases(send=1, wait=2, receive=2)


def _inner() -> Trace:
    trace = _current.get()
    assert trace is not None
    return trace
