from __future__ import annotations

import asyncio
from math import inf
from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase

from tests.clock import ManualClock
from tests.factories import NOW, make_feed, make_message
from tests.streaming import eventually, streaming
from tests.websocket_servers import TEXT, close_frame, frame, polite, say, serve_frames
from tui.engine.link import SendError
from tui.engine.sentinel import Sentinel
from tui.engine.watcher import Watcher
from tui.model.condition import ConditionScope
from tui.model.conditions.parser import parse_condition
from tui.model.event import Event, EventKind
from tui.model.feed import BufferLimits, Trigger
from tui.model.feed_state import FeedState
from tui.model.mask import Mask

if TYPE_CHECKING:
    from typing import Any


def trigger(when: str, *actions: str) -> Trigger:
    return Trigger(when=parse_condition(when, ConditionScope.FEED), actions=actions)


class Desk:
    """A watcher, and what it told and sent."""

    def __init__(self, *triggers: Trigger, **changes: Any) -> None:
        self.state = FeedState(make_feed(triggers=triggers, **changes))
        self.clock = ManualClock(NOW)
        self.events: list[Event] = []
        self.sent: list[str] = []
        self.refusal: str | None = None
        mask = Mask(["hunter22"])
        self.sentinel = Sentinel(self.state, mask=mask, clock=self.clock, tell=self.events.extend)
        self.watcher = Watcher(
            self.state,
            mask=mask,
            clock=self.clock,
            sentinel=self.sentinel,
            send=self.send,
            tell=self.events.extend,
        )

    async def send(self, text: str) -> None:
        if self.refusal is not None:
            raise SendError(self.refusal)
        self.sent.append(text)

    def look(self) -> bool:
        """Look at all that has come, however long that takes. Return whether it has."""
        return self.watcher.look(inf)

    def receive(self, *payloads: str, direction: str = "in") -> None:
        for payload in payloads:
            self.state.record(make_message(payload, at=NOW, direction=direction))


class WatcherTest(IsolatedAsyncioTestCase):
    async def test_a_message_that_meets_a_condition_is_marked(self) -> None:
        desk = Desk(trigger('type == "error"', "mark"))
        desk.receive('{"type":"tick"}', '{"type":"error"}')

        assert desk.look()
        assert desk.state.noticed.marks == {1}

    async def test_what_is_to_be_done_on_the_screen_goes_with_the_event(self) -> None:
        desk = Desk(trigger('text contains "no"', "mark", "bell", "freeze", "send x"))
        desk.receive("yes", "no")
        desk.look()
        (event,) = desk.events

        assert (event.kind, event.what, event.number) == (EventKind.TRIGGERED, "trigger", 1)
        assert event.actions == ("bell", "freeze")

    async def test_a_thousand_hits_are_one_event_a_second(self) -> None:
        desk = Desk(trigger("size > 0B", "bell"))
        desk.receive(*["x"] * 1_000)
        while not desk.look():
            pass
        desk.receive(*["x"] * 500)
        while not desk.look():
            pass
        before = len(desk.events)
        await desk.clock.advance(1.0)
        desk.look()
        told = [event.what for event in desk.events]

        assert before == 1
        assert len(told) == 2
        assert told[1].endswith("×")

    async def test_what_changes_is_compared_with_the_message_before(self) -> None:
        desk = Desk(trigger("json $.state changed", "mark"))
        desk.receive('{"state":1}', '{"state":1}', '{"state":2}')
        desk.look()

        assert desk.state.noticed.marks == {2}

    async def test_what_the_buffer_lets_go_is_counted_and_not_waited_for(self) -> None:
        desk = Desk(trigger("size > 0B", "mark"), buffer=BufferLimits(messages=10))
        desk.receive(*["x"] * 25)
        desk.look()

        assert desk.state.noticed.overlooked == 15
        assert desk.state.noticed.looked == 25

    async def test_a_slice_ends_when_its_time_is_over(self) -> None:
        desk = Desk(trigger("size > 0B", "mark"))
        desk.receive(*["x"] * 100)

        assert not desk.watcher.look(0.0)

    async def test_an_answer_is_sent_with_what_the_message_says(self) -> None:
        desk = Desk(trigger('type == "error"', 'send {"ack":{{$.id}}}'))
        desk.receive('{"type":"error","id":7}')
        desk.receive('{"type":"error","id":8}', direction="out")
        desk.look()
        await desk.watcher._send_all()

        assert desk.sent == ['{"ack":7}']

    async def test_what_cannot_be_sent_is_told_without_secrets(self) -> None:
        desk = Desk(trigger("size > 0B", "send hunter22 {{$.id}}"))
        desk.receive("{}", "{}")
        desk.look()
        await desk.watcher._send_all()
        refused = [event.detail for event in desk.events if event.what == "not sent"]

        assert refused == ["••• {{$.id}}: the message has no value at $.id"]

    async def test_a_connection_is_watched_to_its_last_message(self) -> None:
        triggers = (trigger('text == "last words"', "mark"),)
        data = frame(TEXT, "hello") + frame(TEXT, "last words") + close_frame(1000)
        server = await self.enterAsyncContext(serve_frames(say(data)))
        stage = await self.enterAsyncContext(streaming(server.url, triggers=triggers, reconnect=None))
        await stage.until(lambda state: state.close)

        assert stage.state.noticed.marks == {2}
        assert "trigger" in stage.told

    async def test_a_server_gets_its_answer(self) -> None:
        triggers = (trigger('text == "who?"', "send me"),)
        server = await self.enterAsyncContext(serve_frames(say(frame(TEXT, "who?"), then=polite)))
        stage = await self.enterAsyncContext(streaming(server.url, triggers=triggers))
        await eventually(server.payloads)
        await asyncio.sleep(0)

        assert server.payloads() == [b"me"]
        assert stage.state.sent == 1
