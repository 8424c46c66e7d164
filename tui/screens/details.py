"""Details: beside the list, where there is room, everything about what is selected in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.model.feed_state import FeedState
from tui.screens.feed_detail import FeedDetail
from tui.screens.previews import DetailColumn
from tui.widgets.clear import Clear

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.model.board import Board, State
    from tui.model.endpoint_state import EndpointState
    from tui.screens.context import Context

__all__ = ["Details"]


class Details(Clear):
    """An endpoint or a feed, each in a column of its own, which is made when it is needed first."""

    def __init__(
        self,
        context: Context,
        *,
        board: Callable[[], Board],
        endpoint: Callable[[], EndpointState | None],
        feed: Callable[[], FeedState | None],
        marked_at: Callable[[], float | None],
    ) -> None:
        super().__init__()
        self._given = context
        self._board, self._endpoint, self._feed = board, endpoint, feed
        self._marked_at = marked_at
        self._of_endpoint: DetailColumn | None = None
        self._of_feed: FeedDetail | None = None

    def show(self, item: State | None) -> None:
        """Show what the item is; a group shows the endpoint that was selected before."""
        is_feed = isinstance(item, FeedState)
        if isinstance(item, FeedState) and self._of_feed is None:
            self._of_feed = FeedDetail(
                self._given,
                board=self._board,
                feed=self._feed,
                at_first=item,
                marked_at=self._marked_at,
            )
            _ = self.mount(self._of_feed)
        if not is_feed and self._of_endpoint is None:
            self._of_endpoint = DetailColumn(self._given, endpoint=self._endpoint, marked_at=self._marked_at)
            _ = self.mount(self._of_endpoint)
        if self._of_feed is not None:
            self._of_feed.display = is_feed
        if self._of_endpoint is not None:
            self._of_endpoint.display = not is_feed

    def keep_up(self) -> None:
        """Show the newest message of the feed that is meant now."""
        if self._of_feed is not None and self._of_feed.display:
            self._of_feed.keep_up()
