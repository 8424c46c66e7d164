from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

from tui.screens.follower import Follower

if TYPE_CHECKING:
    from collections.abc import Callable


def test_panes_follow_once_however_far_the_cursor_goes_and_again_when_it_goes_on() -> None:
    due: list[Callable[[], None]] = []
    followed: list[bool] = []
    screen = SimpleNamespace(set_timer=lambda _seconds, then: due.append(then))
    follower = Follower(cast("Any", screen), lambda: followed.append(follower.is_behind))
    for _ in range(2):
        follower.follow_soon()
        follower.follow_soon()
        was_behind = follower.is_behind
        due[-1]()

        assert was_behind
        assert len(due) == len(followed)

    assert followed == [False, False]
