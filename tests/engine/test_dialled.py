from __future__ import annotations

import asyncio
import socket

from tests.servers import ok, serve, unused_port
from tui.engine.dialled import Dialled, DialledSocket
from tui.model.hop import Dial


def dialling(address: str = "127.0.0.1") -> tuple[DialledSocket, Dialled]:
    made = DialledSocket(socket.AF_INET, socket.SOCK_STREAM)
    made.setblocking(False)  # noqa: FBT003 - the socket's own signature
    made.dialled = Dialled(address=address)
    return made, made.dialled


async def connect(port: int) -> Dialled:
    made, dialled = dialling()
    with made:
        try:
            await asyncio.get_running_loop().sock_connect(made, ("127.0.0.1", port))
        except OSError:
            assert dialled.fault is not None
    return dialled


def test_a_connection_that_was_made_has_no_fault_even_when_it_is_closed() -> None:
    async def check() -> Dialled:
        async with serve(ok()) as server:
            return await connect(server.port)

    dialled = asyncio.run(check())

    assert dialled.ended is not None
    assert dialled.fault is None


def test_a_refusal_is_told_in_a_word() -> None:
    assert asyncio.run(connect(unused_port())).fault == "refused"


def test_what_is_closed_before_it_was_connected_was_given_up() -> None:
    made, dialled = dialling()
    made.close()

    assert dialled.fault == "given up"


def test_times_count_from_the_beginning_of_the_request() -> None:
    dialled = Dialled(address="::1", began=10.5, ended=12.5, fault="refused")

    assert dialled.facts(10.0) == Dial(address="::1", after=0.5, took=2.0, fault="refused")
