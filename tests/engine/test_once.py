from __future__ import annotations

from typing import TYPE_CHECKING

from tui.engine.once import once

if TYPE_CHECKING:
    from collections.abc import Callable


class Reader:
    def __init__(self) -> None:
        self.read: list[str] = []

    def receive(self, text: str, *, times: int = 1) -> None:
        self.read += [text] * times


def louder(receive: Callable[..., None], text: str, *, times: int = 1) -> None:
    receive(text.upper(), times=times)


def test_only_the_next_call_is_another() -> None:
    reader = Reader()
    once(reader, "receive", louder)
    for text in ("one", "two"):
        reader.receive(text, times=2)

    assert reader.read == ["ONE", "ONE", "two", "two"]
    assert "receive" not in vars(reader)


def test_what_is_put_there_last_is_what_is_called() -> None:
    reader = Reader()
    once(reader, "receive", lambda _receive, text: reader.read.append(f"never {text}"))
    once(reader, "receive", louder)
    reader.receive("one")

    assert reader.read == ["ONE"]
