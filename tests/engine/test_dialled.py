from __future__ import annotations

import asyncio
import socket
import sys
from time import perf_counter, sleep

import pytest

from tests.probing import PATIENCE
from tests.servers import ok, serve, unused_port
from tui.engine.dialled import Dialled, DialledSocket, stamping
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


def test_there_is_room_for_much_only_while_much_comes() -> None:
    ours, other = socket.socketpair()
    other.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 400_000)
    with DialledSocket(fileno=ours.detach()) as made, other:
        received = []
        for size in (300, 150_000, 70_000, 150_000):
            other.sendall(bytes(size))
            left = size
            while left > 0:
                received.append(len(made.recv(262_144)))
                left -= received[-1]

    assert received == [300, 65_536, 84_464, 70_000, 150_000]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells when bytes came")
@pytest.mark.parametrize("into", [False, True])
def test_bytes_came_when_they_came_and_not_when_somebody_looked(into: bool) -> None:  # noqa: FBT001 - a parameter
    made = DialledSocket(socket.AF_INET, socket.SOCK_STREAM)
    made.ask_for_stamps()
    with stamping(), socket.create_server(("127.0.0.1", 0)) as server, made:
        made.connect(server.getsockname())
        peer, _ = server.accept()
        with peer:
            wait_for_stamps(made, peer)
            sent = perf_counter()
            peer.sendall(b"bytes")
            sleep(0.05)
            received = made.recv_into(bytearray(9)) if into else len(made.recv(9))

        assert received == 5
        assert made.arrived is not None
        assert sent - 0.001 <= made.arrived <= perf_counter() - 0.04


def wait_for_stamps(made: DialledSocket, peer: socket.socket) -> None:
    """Let the system begin with them, which it does in its own time."""
    until = perf_counter() + PATIENCE
    while made.arrived is None and perf_counter() < until:
        peer.sendall(b"?")
        made.recv(1)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells when bytes came")
def test_stamps_are_kept_ready_until_nobody_needs_them() -> None:
    with stamping() as keeper:
        assert keeper._has_stamps
        assert keeper.fileno() >= 0
    assert keeper.fileno() < 0


def test_a_machine_without_ipv4_keeps_them_ready_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "AF_INET", 44)  # a family that no system knows

    with stamping() as keeper:
        assert keeper.family is socket.AF_INET6


def test_the_end_of_a_stream_came_when_it_was_read() -> None:
    made = DialledSocket(socket.AF_INET, socket.SOCK_STREAM)
    made.ask_for_stamps()
    with socket.create_server(("127.0.0.1", 0)) as server, made:
        made.connect(server.getsockname())
        server.accept()[0].close()
        began = perf_counter()

        assert made.recv(9) == b""
        assert made.arrived is None or made.arrived >= began


@pytest.mark.parametrize("into", [False, True])
@pytest.mark.parametrize("gathered", [False, True])
def test_what_a_peer_says_last_is_read_before_its_end_is_told(*, into: bool, gathered: bool) -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        DialledSocket(socket.AF_INET, socket.SOCK_STREAM) as made,
    ):
        made.connect(server.getsockname())
        peer, _ = server.accept()
        made.send(b"what nobody reads")
        peer.sendall(b"go away")
        peer.close()  # with unread bytes, so that it is a reset
        sent = [made.sendmsg([b"mo", b"re"]) if gathered else made.send(b"more") for _ in range(2)]
        room = bytearray(9)
        received = bytes(room[: made.recv_into(room)]) if into else made.recv(9)

        assert sent == [4, 4]
        assert received == b"go away"
        with pytest.raises(ConnectionError):
            made.recv_into(room) if into else made.recv(9)


def test_where_the_system_does_not_tell_nobody_knows_when_bytes_came() -> None:
    made = DialledSocket(socket.AF_INET, socket.SOCK_STREAM)
    with socket.create_server(("127.0.0.1", 0)) as server, made:
        made.connect(server.getsockname())
        peer, _ = server.accept()
        with peer:
            peer.sendall(b"bytes")

            assert made.recv(9) == b"bytes"
        assert made.arrived is None
