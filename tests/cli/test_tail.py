from __future__ import annotations

import asyncio
import gc
import json
import os
import signal
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest
from aiohttp import web

from tests.factories import make_endpoint, make_feed
from tests.programs import ProgramCase
from tests.servers import serve, unused_port
from tests.websocket_servers import TEXT, Peer, chatter, close_frame, frame, polite, say, serve_frames
from tui.cli import main
from tui.cli.tail import choose_feed
from tui.config.config import Config

if TYPE_CHECKING:
    from pathlib import Path

DOWN, CANNOT, INTERRUPTED = 1, 2, 130


def test_a_feed_is_chosen_by_its_name() -> None:
    config = Config(endpoints=(make_endpoint("orders"),), feeds=(make_feed("trades"), make_feed("books")))

    assert choose_feed(config, "books").name == "books"


@pytest.mark.parametrize(
    ("name", "why"), [("trade", 'did you mean "trades"'), ("orders", "is an endpoint, and has no messages")]
)
def test_what_is_no_feed_is_refused_in_words(name: str, why: str) -> None:
    config = Config(endpoints=(make_endpoint("orders"),), feeds=(make_feed("trades"),))

    with pytest.raises(ValueError, match=why):
        choose_feed(config, name)


class TailTests(ProgramCase):
    def config(self, url: str, *lines: str) -> Path:
        table = ("[[feed]]", 'name = "trades"', f'url = "{url}"', *lines)
        return self.write("\n".join(table) + "\n")

    async def test_so_many_messages_are_lines_of_json(self) -> None:
        async with serve_frames(say(frame(TEXT, "a"), frame(TEXT, "b"), frame(TEXT, "c"))) as server:
            self.config(server.url)
            ended = await self.run_program("tail", "trades", "--count", "2")
        lines = [json.loads(line) for line in ended.out.splitlines()]

        assert ended.code == 0
        assert [(line["feed"], line["conn"], line["n"], line["text"]) for line in lines] == [
            ("trades", 1, 1, "a"),
            ("trades", 1, 2, "b"),
        ]
        assert ended.err.startswith("asyncdash tail: trades opened: 101 in ")
        assert server.closes == [1000]

    async def test_garbage_is_collected_while_messages_come(self) -> None:
        collects: list[bool] = []

        def note(*_arguments: object, **_options: object) -> bytes:
            collects.append(gc.isenabled())
            return b""

        async with serve_frames(say(frame(TEXT, "a"))) as server:
            arguments = ["tail", server.url, "--count", "1", "--format", "jsonl"]
            with patch("tui.cli.tail.json_lines", note):
                code = await asyncio.to_thread(main, arguments)

        assert (code, collects) == (0, [True])

    async def test_text_is_for_people_and_has_no_colours_in_a_pipe(self) -> None:
        async with serve_frames(say(frame(TEXT, "\x1b[31ma"))) as server:
            ended = await self.run_program("tail", server.url, "--count", "1", "--format", "text")

        assert ended.code == 0
        assert ended.out[12:] == " �[31ma\n"

    async def test_conditions_choose_what_is_printed_and_when_it_ends(self) -> None:
        texts = (
            '{"type":"tick","n":1}',
            '{"type":"trade","n":2}',
            '{"type":"bye"}',
            '{"type":"trade","n":3}',
        )
        async with serve_frames(say(*(frame(TEXT, text) for text in texts))) as server:
            ended = await self.run_program(
                *("tail", server.url, "--where", 'type == "trade"', "--until", 'type == "bye"')
            )

        assert ended.code == 0
        assert [json.loads(line)["n"] for line in ended.out.splitlines()] == [2]

    async def test_a_lost_connection_is_made_again_and_told(self) -> None:
        visits = 0

        async def come_and_go(peer: Peer) -> None:
            nonlocal visits
            visits += 1
            await peer.send(frame(TEXT, str(visits)) + close_frame(1012, "restart"))
            await polite(peer)

        async with serve_frames(come_and_go) as server:
            self.config(server.url, "reconnect.delay = '10ms'")
            ended = await self.run_program("tail", "trades", "--count", "2")
        lines = [json.loads(line) for line in ended.out.splitlines()]

        assert ended.code == 0
        assert [(line["conn"], line["text"]) for line in lines] == [(1, "1"), (2, "2")]
        assert 'closed: 1012 service restart · "restart"' in ended.err

    async def test_every_attempt_that_fails_is_told_with_the_wait_for_the_next(self) -> None:
        self.config(f"ws://127.0.0.1:{unused_port()}/", "reconnect.delay = '1ms'", "reconnect.attempts = 3")
        ended = await self.run_program("tail", "trades")
        refused, first, second, *_ = ended.err.splitlines()

        assert ended.code == DOWN
        assert refused.endswith("refused the connection")
        assert first.startswith("asyncdash tail: trades again in ")
        assert second.startswith("asyncdash tail: trades attempt 2 failed, again in ")

    async def test_a_feed_that_ends_before_it_said_enough_is_down(self) -> None:
        async with serve_frames(say(frame(TEXT, "a"), close_frame(1008, "no"))) as server:
            ended = await self.run_program("tail", server.url, "--count", "2")

        assert ended.code == DOWN
        assert len(ended.out.splitlines()) == 1
        assert "1008 policy violation" in ended.err

    async def test_server_sent_events_are_followed_as_well(self) -> None:
        async def tell(_: web.BaseRequest) -> web.Response:
            return web.Response(text="event: tick\ndata: 1\n\n", content_type="text/event-stream")

        async with serve(tell) as server:
            ended = await self.run_program("tail", server.url, "--count", "1")

        assert ended.code == 0
        assert json.loads(ended.out) | {"event": "tick", "text": "1"} == json.loads(ended.out)

    async def test_what_makes_no_sense_is_refused_with_the_place(self) -> None:
        url = f"ws://127.0.0.1:{unused_port()}/"
        for arguments, said in (
            ((url, "--where", "type = 1"), "    type = 1\n         ^\n"),
            ((url, "--until", "colour == 1"), "--until: unknown subject 'colour'"),
            ((url, "--count", "0"), "a count is a number from 1, not 0"),
            (("nobody",), "asyncdash tail: there is no configuration; looked in asyncdash.toml"),
            ((), "the following arguments are required: FEED|URL"),
        ):
            ended = await self.run_program("tail", *arguments)

            with self.subTest(arguments=arguments):
                assert ended.code == CANNOT
                assert said in ended.err
                assert "Traceback" not in ended.err

    async def test_whoever_has_read_enough_ends_it_quietly(self) -> None:
        async with serve_frames(chatter) as server:
            read, write = os.pipe()
            os.close(read)
            try:
                async with self.started("tail", server.url, stdout=write) as process:
                    ended = await self.ended(process)
            finally:
                os.close(write)

        assert ended.code == 0
        assert ended.err.count("\n") == ended.err.count("asyncdash tail: ")

    async def test_an_interruption_says_goodbye_and_is_130(self) -> None:
        async with serve_frames(say(frame(TEXT, "a"))) as server, self.started("tail", server.url) as process:
            assert process.stdout is not None
            async with asyncio.timeout(15):
                line = await process.stdout.readline()
            process.send_signal(signal.SIGINT)
            ended = await self.ended(process)

        assert json.loads(line)["text"] == "a"
        assert ended.code == INTERRUPTED
        assert server.closes == [1001]
        assert "Traceback" not in ended.err
