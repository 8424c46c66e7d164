from __future__ import annotations

from itertools import product

import pytest

from tests.probing import ProberCase
from tests.servers import hang, respond, serve_raw
from tui.engine.answer_end import answer_end
from tui.model.endpoint import ConnectionUse
from tui.model.target import Method

OK = "HTTP/1.1 200 OK\r\n"
HEAD = f"{OK}Content-Length: 5\r\n\r\n"


@pytest.mark.parametrize(
    ("answer", "method"),
    [
        (f"{HEAD}hello", "GET"),
        (f"{OK}content-length:  5 \r\nX: y\r\n\r\nhello", "POST"),
        (f"{OK}Content-Length: 0\r\n\r\n", "GET"),
        (HEAD, "HEAD"),
        (f"{OK}Transfer-Encoding: chunked\r\n\r\n", "HEAD"),
        ("HTTP/1.1 204 No Content\r\n\r\n", "GET"),
        ("HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n", "GET"),
        (f"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n{HEAD}hello", "GET"),
    ],
)
def test_what_follows_an_answer_is_found(answer: str, method: str) -> None:
    assert answer_end(f"{answer}more".encode(), method) == len(answer)


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "SSH-2.0-OpenSSH_9.6\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Le",
        "HTTP/1.1 100 Continue\r\n\r\n",
        "HTTP/1.1 101 Switching Protocols\r\nContent-Length: 1\r\n\r\nframes",
        f"{OK}\r\nuntil the end",
        f"{OK}X-Content-Length: 5\r\n\r\nuntil the end",
        f"{OK}\r\nContent-Length: 5\r\n\r\nin the body",
        f"{OK}Content-Length: -5\r\n\r\nhello",
        f"{OK}Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
        f"{OK}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n",
    ],
)
def test_what_does_not_say_where_it_ends_is_left_to_those_who_judge_it(answer: str) -> None:
    assert answer_end(answer.encode(), "GET") is None


class TestAnswers(ProberCase):
    async def test_more_than_the_answer_does_not_hide_it(self) -> None:
        for status, method in product((200, 204, 503), (Method.GET, Method.HEAD)):
            answer = f"HTTP/1.1 {status} Thus\r\nContent-Length: 3\r\n\r\nnot now, please"
            async with serve_raw(respond(answer, then=hang)) as server:
                results = [
                    await self.check(server, method=method, connection=ConnectionUse.REUSE) for _ in range(2)
                ]

            assert [result.status for result in results] == [status, status]
            assert server.connections == 2
