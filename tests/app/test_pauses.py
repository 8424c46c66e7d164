from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING
from unittest.mock import patch
from weakref import ref

import pytest

from tui.app.pauses import keep_pauses_short, tidy

if TYPE_CHECKING:
    from collections.abc import Iterator

FRAME = 0.050


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    interval, thresholds, is_enabled = sys.getswitchinterval(), gc.get_threshold(), gc.isenabled()
    yield
    sys.setswitchinterval(interval)
    gc.set_threshold(*thresholds)
    gc.unfreeze()
    (gc.enable if is_enabled else gc.disable)()


def test_garbage_is_looked_for_but_not_in_what_was_there_from_the_start() -> None:
    gc.disable()

    keep_pauses_short()

    assert gc.isenabled()
    assert gc.get_freeze_count() > 0


def test_a_frame_can_wait_for_a_thread_many_times() -> None:
    keep_pauses_short()

    assert sys.getswitchinterval() * 20 < FRAME


class Left:
    """What only the collector finds, as a screen that was left."""

    def __init__(self) -> None:
        self.own = self


def test_what_was_left_long_after_it_came_goes_when_there_is_time() -> None:
    left = Left()
    gc.collect()
    seen = ref(left)
    del left
    gc.collect(1)
    stayed = seen() is not None

    tidy()

    assert stayed
    assert seen() is None


def test_where_nothing_has_come_nothing_is_looked_for() -> None:
    gc.collect()
    with patch.object(gc, "collect") as collect:
        tidy()

    assert not collect.called
