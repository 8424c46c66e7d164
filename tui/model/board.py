"""Board: the state of everything that is watched, in the order of the configuration."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tui.model.endpoint_state import EndpointState
from tui.model.evidence import RESULT_BYTES
from tui.model.feed_state import FeedState
from tui.model.mask import Mask
from tui.model.ring import Ring

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from tui.model.endpoint import Endpoint
    from tui.model.event import Event
    from tui.model.feed import Feed
    from tui.model.health import Health

__all__ = ["Board", "State"]

State = EndpointState | FeedState

_EVENTS = 5_000
_ALL_RESULT_BYTES = 40_000_000
"""What the whole results of all endpoints may take together: each has the same share of it.

The share is halved whenever their number has doubled, so that adding one does not change all the others.
"""


class Board:
    """The state of every endpoint and feed by name, and what happened to them."""

    def __init__(
        self,
        endpoints: Iterable[Endpoint] = (),
        feeds: Iterable[Feed] = (),
        *,
        title: str = "",
        mask: Mask | None = None,
    ) -> None:
        self.title = title
        self.mask = mask or Mask()
        self._states: dict[str, State] = {}
        self.events: Ring[Event] = Ring(_EVENTS)
        self.seen_events = 0
        """The number of the first event that nobody has looked at."""
        self.offline_since: float | None = None
        """Since when our own network is down, in seconds since the epoch; `None`: it is not."""
        self._changes = 0
        self._groups: dict[str, list[State]] | None = None
        """The states by group; `None`: they have changed since somebody asked."""
        self._share = 0
        for endpoint in endpoints:
            self._put(EndpointState(endpoint))
        for feed in feeds:
            self._put(FeedState(feed))

    def __len__(self) -> int:
        return len(self._states)

    def __contains__(self, name: str) -> bool:
        return name in self._states

    def __iter__(self) -> Iterator[State]:
        return iter(self._states.values())

    def __getitem__(self, name: str) -> State:
        return self._states[name]

    @property
    def endpoints(self) -> list[EndpointState]:
        """The states of the endpoints, in order."""
        return [state for state in self if isinstance(state, EndpointState)]

    @property
    def feeds(self) -> list[FeedState]:
        """The states of the feeds, in order."""
        return [state for state in self if isinstance(state, FeedState)]

    @property
    def revision(self) -> int:
        """A number that rises with every change of anything."""
        return sum(state.revision for state in self) + self.events.end + self.seen_events + self._changes

    def add(self, state: State) -> None:
        """Put a state at the end.

        Raises:
            ValueError: The name is taken.
        """
        self._put(state)
        self._changes += 1

    def replace(self, state: State) -> None:
        """Put a state in the place of the one of the same name, which may be itself, in another group."""
        self._changes += self._states[state.name].revision + 1
        self._groups = None
        self._states[state.name] = state
        self._share_memory(state)

    def remove(self, name: str) -> None:
        """Take the state of that name away."""
        self._changes += self._states.pop(name).revision + 1
        self._groups = None

    def reorder(self, names: Iterable[str]) -> None:
        """Put the states of these names first, in that order; the others follow as they stood."""
        first = [name for name in dict.fromkeys(names) if name in self._states]
        ordered = {name: self._states[name] for name in first}
        self._states = ordered | self._states
        self._groups = None
        self._changes += 1

    def groups(self) -> Mapping[str, Sequence[State]]:
        """Return the states by group; groups and states in the order of the configuration."""
        if self._groups is None:
            self._groups = self._grouped()
        return self._groups

    def _grouped(self) -> dict[str, list[State]]:
        groups: dict[str, list[State]] = {}
        for state in self._states.values():
            name = state.endpoint.group if isinstance(state, EndpointState) else state.feed.group
            if name in groups:
                groups[name].append(state)
            else:
                groups[name] = [state]
        return groups

    def totals(self) -> Counter[Health]:
        """Count the states by health."""
        return Counter([state.health for state in self])

    def tell(self, event: Event) -> None:
        """Add an event to the log."""
        self.events.append(event)

    def see_events(self) -> None:
        """Note that somebody has looked at every event."""
        self.seen_events = self.events.end

    def _put(self, state: State) -> None:
        if state.name in self._states:
            msg = f"two things are called {state.name!r}; give one of them another name"
            raise ValueError(msg)
        self._states[state.name] = state
        self._groups = None
        self._share_memory(state)

    def _share_memory(self, newest: State) -> None:
        share = _ALL_RESULT_BYTES >> (len(self._states) - 1).bit_length()
        for state in self if share != self._share else (newest,):
            if isinstance(state, EndpointState):
                state.limit_results(min(RESULT_BYTES, share // 2))
        self._share = share
