from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from tui.model.event import Event, EventKind


def test_an_event_need_not_be_about_health() -> None:
    event = Event(at=0.0, source="asyncdash", kind=EventKind.STARTED, what="started")

    assert (event.health, event.duration, event.detail) == (None, None, "")


def test_what_was_told_stays_told() -> None:
    event = Event(at=0.0, source="asyncdash", kind=EventKind.STARTED, what="started")

    with pytest.raises(FrozenInstanceError):
        event.what = "something else"  # type: ignore[misc]  # that is the claim
