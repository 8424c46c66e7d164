from __future__ import annotations

import gc

import pytest

from tests.factories import make_message, make_notice


def test_a_message_tells_its_time_in_seconds() -> None:
    assert make_message("x", at=1_700_000_000.5).at == 1_700_000_000.5


def test_a_notice_tells_its_time_in_seconds() -> None:
    assert make_notice(at=1_700_000_000.25).at == pytest.approx(1_700_000_000.25, abs=1e-6)


def test_the_size_of_a_message_is_in_bytes() -> None:
    assert make_message("€").size == 3


def test_a_message_never_changes() -> None:
    message = make_message()

    with pytest.raises(AttributeError):
        message.payload = b"other"  # type: ignore[misc]  # it is frozen


def test_the_garbage_collector_does_not_visit_messages() -> None:
    assert not gc.is_tracked(make_message())
