"""Lines of which there are a million: kept as one text, and coloured when somebody looks at them."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, overload

from tui.text.safe import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from tui.text.glyphs import Line

__all__ = ["HEX_ROW", "HexLines", "LazyLines", "LongLines", "Place", "find_in", "texts_of"]

Place = tuple[int, int, int]
"""Where something was found: the line, the first character in it, and the one after the last."""

_LONGEST = 20_000
"""Characters of a line that are shown; nobody scrolls further."""
_STEP = 1 << 20
_PIECE = 1 << 14
"""Characters that are broken into lines at once."""
HEX_ROW = 16
"""Bytes in a row of hexadecimals, where there is room."""
_GROUP = 8
_BYTES = re.compile("(?:[0-9a-f]{2} ?)+")


class LazyLines(Sequence["Line"]):
    """Lines that are made when they are asked for."""

    longest = 0
    """The characters of the longest line, about."""

    def line(self, number: int) -> Line:
        """Make one of them."""
        raise NotImplementedError

    def find(self, needle: str, most: int) -> list[Place]:
        """Return where a text is; capitals in it have to be capitals there."""
        raise NotImplementedError

    @overload
    def __getitem__(self, index: int) -> Line: ...
    @overload
    def __getitem__(self, index: slice) -> list[Line]: ...

    def __getitem__(self, index: int | slice) -> Line | list[Line]:
        if isinstance(index, slice):
            return [self.line(number) for number in range(*index.indices(len(self)))]
        return self.line(range(len(self))[index])


class LongLines(LazyLines):
    """The lines of a text."""

    def __init__(self, text: str, colour: Callable[[str], Line]) -> None:
        """Take the text, with line feeds between its lines, and what colours one that is safe to print."""
        self._text, self._colour = text, colour
        self._lowered = _lowered(text)
        self._starts = array("L")
        longest = at = 0
        while at <= len(text):
            end = text.find("\n", at + _PIECE)
            end = len(text) if end < 0 else end
            lengths = [len(line) for line in text[at:end].split("\n")]
            longest = max(longest, *lengths)
            self._starts.extend(accumulate((length + 1 for length in lengths[:-1]), initial=at))
            at = end + 1
        self.longest = min(longest, _LONGEST)

    def __len__(self) -> int:
        return len(self._starts)

    def line(self, number: int) -> Line:
        return self._colour(clean(self.raw(number), _LONGEST))

    def raw(self, number: int) -> str:
        """Return a line as it came."""
        last = number + 1 == len(self._starts)
        return self._text[self._starts[number] : len(self._text) if last else self._starts[number + 1] - 1]

    def raws(self) -> Iterator[str]:
        """Give all of them as they came."""
        for start, end in pairwise(self._starts):
            yield self._text[start : end - 1]
        yield self._text[self._starts[-1] :]

    def find(self, needle: str, most: int) -> list[Place]:
        text = self._lowered if needle == needle.lower() else self._text
        numbers: dict[int, None] = {}
        at = text.find(needle)
        while at >= 0 and len(numbers) < most:
            number = bisect_right(self._starts, at) - 1
            numbers[number] = None
            is_last = number + 1 == len(self._starts)
            at = -1 if is_last else text.find(needle, self._starts[number + 1])
        shown = ((number, clean(self.raw(number), _LONGEST)) for number in numbers)
        return list(_places(shown, needle, most))


class HexLines(LazyLines):
    """All bytes of a body in rows: where, in hexadecimal, and as text."""

    def __init__(self, body: bytes, above: Sequence[Line] = (), *, per_row: int = HEX_ROW) -> None:
        """Take the bytes, lines that are to stand above them, and how many bytes are a row."""
        self._body, self._above, self._per_row = body, above, per_row
        self._digits = max(4, len(f"{max(0, len(body) - 1):x}"))
        self._room = 3 * min(per_row, _GROUP) - 1
        self._text_at = self._digits + 2 + -(-per_row // _GROUP) * (self._room + 2)
        self.longest = self._text_at + per_row

    def fitted(self, width: int) -> HexLines:
        """Return the same bytes in rows that so many cells have room for: of sixteen, eight or four."""
        widths = (HexLines(self._body, self._above, per_row=each) for each in (HEX_ROW, _GROUP))
        found = next((each for each in widths if each.longest <= width), None)
        found = found or HexLines(self._body, self._above, per_row=_GROUP // 2)
        return self if found.longest == self.longest else found

    def __len__(self) -> int:
        return len(self._above) + (len(self._body) + self._per_row - 1) // self._per_row

    def line(self, number: int) -> Line:
        if number < len(self._above):
            return self._above[number]
        offset = (number - len(self._above)) * self._per_row
        row = self._body[offset : offset + self._per_row]
        parts = [row[start : start + _GROUP].hex(" ") for start in range(0, self._per_row, _GROUP)]
        text = "".join(chr(byte) if 0x20 <= byte < 0x7F else "." for byte in row)  # noqa: PLR2004 - printable ASCII
        numbers = "".join(f"{part:<{self._room}}  " for part in parts)
        return [(f"{offset:0{self._digits}x}  ", "punct"), (numbers, "text"), (text, "punct")]

    def find(self, needle: str, most: int) -> list[Place]:
        """Return where a text is, or bytes that are written as "1f 8b"; of each, what is in its first row."""
        length, ignores_case = len(needle.encode()), needle == needle.lower()
        places = {
            (at // self._per_row, self._text_at + at % self._per_row, length)
            for at in self._at(needle.encode(), most, ignores_case=ignores_case)
        }
        if _BYTES.fullmatch(needle.lower()) and len(wanted := bytes.fromhex(needle)) > 1:
            places |= {
                (at // self._per_row, self._column(at % self._per_row), 3 * len(wanted) - 1)
                for at in self._at(wanted, most, ignores_case=False)
            }
        above = len(self._above)
        return [
            *find_in(list(self._above), needle, most),
            *(
                (above + row, start, min(start + width, self.longest))
                for row, start, width in sorted(places)[:most]
            ),
        ]

    def _column(self, byte: int) -> int:
        """Return where a byte of a row stands in hexadecimal."""
        return self._digits + 2 + 3 * byte + byte // _GROUP

    def _at(self, wanted: bytes, most: int, *, ignores_case: bool) -> Iterator[int]:
        body = self._body.lower() if ignores_case else self._body
        at = body.find(wanted)
        while at >= 0 and most > 0:
            yield at
            at, most = body.find(wanted, at + len(wanted)), most - 1


def find_in(lines: Sequence[Line], needle: str, most: int) -> list[Place]:
    """Return where a text is in lines; capitals in it have to be capitals there."""
    if not needle:
        return []
    if isinstance(lines, LazyLines):
        return lines.find(needle, most)
    texts = ((number, "".join(text for text, _ in line)) for number, line in enumerate(lines))
    return list(_places(texts, needle, most))


def texts_of(lines: Sequence[Line]) -> Iterator[str]:
    """Give lines without their colours, one by one; those of a long text as they came."""
    if isinstance(lines, LongLines):
        return lines.raws()
    return ("".join(text for text, _ in line) for line in lines)


def _places(texts: Iterable[tuple[int, str]], needle: str, most: int) -> Iterator[Place]:
    ignores_case = needle == needle.lower()
    for number, text in texts:
        lowered = text.lower() if ignores_case else text
        where = lowered if len(lowered) == len(text) else text
        at = where.find(needle)
        while at >= 0 and most > 0:
            yield number, at, at + len(needle)
            at, most = where.find(needle, at + len(needle)), most - 1


def _lowered(text: str) -> str:
    """Return a text in small letters, character for character, a piece at a time."""
    pieces = (text[at : at + _STEP] for at in range(0, len(text), _STEP))
    lowered = "".join(piece.lower() for piece in pieces)
    return lowered if len(lowered) == len(text) else text
