"""begin: have a worker do something for as long as a widget, a screen or the app is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from typing import Any

    from textual.dom import DOMNode
    from textual.worker import Worker

__all__ = ["begin"]


def begin(
    node: DOMNode,
    work: Callable[[], Coroutine[Any, Any, None]],
    *,
    group: str,
    name: str = "",
    exit_on_error: bool = True,
) -> None:
    """Let the work begin, unless the app has ended; it is cancelled when the node is gone.

    What was to begin after a refresh is called once more as the app ends. And a
    worker that is given a coroutine and cancelled before its turn, as when
    somebody quits at once, leaves behind one that nobody has ever awaited.
    """
    if not node.app.is_running:
        return
    _: Worker[None] = node.run_worker(work, name=name, group=group, exit_on_error=exit_on_error)
