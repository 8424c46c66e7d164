from __future__ import annotations

import pytest

from tui.model.event import Event, EventKind


def test_an_event_need_not_be_about_health() -> None:
    event = Event(at=0.0, source="asyncdash", kind=EventKind.STARTED, what="started")

    assert (event.health, event.duration, event.detail) == (None, None, "")


def test_what_was_told_stays_told() -> None:
    event = Event(at=0.0, source="asyncdash", kind=EventKind.STARTED, what="started")

    with pytest.raises(AttributeError):
        event.what = "something else"  # type: ignore[misc]  # that is the claim
