from __future__ import annotations

import pytest

from tui.model.phases import Phases


def test_a_reused_connection_has_no_dns_phase() -> None:
    phases = Phases(send=0.001, wait=0.030, receive=0.002)

    assert [name for name, _ in phases] == ["send", "wait", "receive"]
    assert phases.is_reused


def test_the_phases_come_in_the_order_in_which_they_happen() -> None:
    phases = Phases(receive=7, wait=6, send=5, tls=4, connect=3, dns=2, queued=1)

    assert [length for _, length in phases] == [1, 2, 3, 4, 5, 6, 7]


def test_waiting_for_our_own_limits_is_no_part_of_the_total() -> None:
    assert Phases(queued=5.0, connect=0.25, wait=0.5).total == pytest.approx(0.75)


def test_an_attempt_that_never_got_a_connection_did_not_reuse_one() -> None:
    assert not Phases(dns=0.1).is_reused


def test_nothing_takes_no_time() -> None:
    assert list(Phases()) == []
    assert Phases().total == 0
