from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING

import pytest

from tui.app.pauses import keep_pauses_short

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
