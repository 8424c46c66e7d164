"""PictureScreen: a terminal's screen that shows pictures, too, and can be looked at as one itself."""

from __future__ import annotations

import base64
import io
import re
from typing import Any

from PIL import Image

from tests.pty_screen import Screen

__all__ = ["PictureScreen", "decoded"]

_PLACEHOLDER = "\U0010eeee"
_MARKS = [0x0305, 0x030D, 0x030E, 0x0310, 0x0312, 0x033D, 0x033E, 0x033F, 0x0346, 0x034A, 0x034B, 0x034C]
_MARKS += [0x0350, 0x0351, 0x0352, 0x0357, 0x035B, *range(0x0363, 0x0370), *range(0x0483, 0x0488)]
_MARKS += [0x0592, 0x0593, 0x0594, 0x0595, 0x0597, 0x0598, 0x0599, 0x059C, 0x059D, 0x059E, 0x059F, 0x05A0]
"""The numbers that stand behind a placeholder (rowcolumn-diacritics.txt of kitty), from 0 on."""
_PAGE = (1, 2, 3)
"""The colour of a cell with nothing drawn in it."""
_STEP = re.compile(r"#(\d+)(?:;2;(\d+);(\d+);(\d+))?|!(\d+)([?-~])|([?-~])|([$-])")


class PictureScreen(Screen):
    """Answers as kitty does or as a terminal with Sixel, holds pictures, and lets text take their place."""

    def __init__(self, columns: int, rows: int, *, kind: str, cell: tuple[int, int] = (10, 20)) -> None:
        super().__init__(columns, rows)
        self.kind = kind
        """ "kitty", "sixel" or "late", a kitty that answers nothing until it is told to."""
        self.cell = cell
        self.held: dict[int, bytes] = {}
        """The pictures that kitty was sent and has not been told to forget, as PNG."""
        self.sent = b""
        """Everything that the program has sent."""
        self.owed = b""
        """What is still to be answered."""
        self._canvas = self._empty()
        self._ink: int | None = None
        self._cut = ""
        """The beginning of a placeholder whose rest is still to come."""
        self._saved = (0, 0)
        self._parts: dict[int, str] = {}
        self._placed: dict[tuple[int, int], tuple[int, int, int]] = {}
        self._boxes: dict[int, tuple[int, int]] = {}

    @property
    def picture(self) -> Image.Image:
        """What is drawn on the screen, text left out."""
        seen = self._canvas.copy()
        known = {number: self._scaled(number) for number in self.held.keys() & self._boxes.keys()}
        for (row, column), (number, down, across) in self._placed.items():
            if number in known:
                left, top = across * self.cell[0], down * self.cell[1]
                part = known[number].crop((left, top, left + self.cell[0], top + self.cell[1]))
                seen.paste(part, (column * self.cell[0], row * self.cell[1]))
        return seen

    @property
    def drawn(self) -> set[tuple[int, int]]:
        """The rows and columns of the cells in which there is a picture."""
        seen, (width, height) = self.picture, self.cell
        return {
            (row, column)
            for row in range(self.rows)
            for column in range(self.columns)
            if seen.getpixel((column * width + width // 2, row * height + height // 2)) != _PAGE
        }

    def feed(self, data: bytes) -> bytes:
        self.sent += data
        answers = super().feed(data)
        if self.kind == "late":
            self.owed += answers
            return b""
        return answers

    def wipe(self) -> None:
        super().wipe()
        self._canvas, self._placed = self._empty(), {}

    def _take(self, match: re.Match[str]) -> bytes:
        token = match[0]
        if token == "\x1b7":
            self._saved = (self._row, self._column)
        elif token == "\x1b8":
            self._row, self._column = self._saved
        elif token.startswith("\x1bP") and self.kind == "sixel":
            self._canvas.paste(decoded(token), (self._column * self.cell[0], self._row * self.cell[1]))
        elif token.startswith("\x1b_G"):
            return self._graphics(token[3:-2])
        elif match["final"] == "c" and not match["mark"]:
            return b"\x1b[?62;4c" if self.kind == "sixel" else b"\x1b[?62;c"
        elif match["final"] == "t" and match["numbers"] == "16":
            return b"\x1b[6;%d;%dt" % (self.cell[1], self.cell[0])
        return super()._take(match)

    def _sequence(self, mark: str, numbers: str, final: str) -> None:
        if final == "m":
            found = re.search(r"(?:^|;)38;2;(\d+);(\d+);(\d+)", numbers)
            red, green, blue = map(int, found.groups()) if found else (0, 0, 0)
            self._ink = red << 16 | green << 8 | blue if found else None
        elif final == "D":
            self._column = max(0, self._column - int(numbers or 1))
        super()._sequence(mark, numbers, final)

    def _write(self, text: str) -> None:
        text, self._cut = self._cut + text, ""
        if (cut := re.search(f"{_PLACEHOLDER}.{{0,2}}$", text)) is not None:
            text, self._cut = text[: cut.start()], cut[0]
        for piece in re.findall(f"{_PLACEHOLDER}...|[^{_PLACEHOLDER}]+", text):
            if piece[0] != _PLACEHOLDER:
                start = self._row, self._column
                super()._write(piece)
                self._blank_out(*start, self._column)
                continue
            row, column = _MARKS.index(ord(piece[1])), _MARKS.index(ord(piece[2]))
            at = self._row, self._column
            super()._write(" ")
            self._placed[at] = (self._named(), row, column)

    def _named(self) -> int:
        """Return which picture the colour names; its highest byte stands in a mark that is not looked at."""
        return next((number for number in self._boxes if number & 0xFFFFFF == self._ink), 0)

    def _blank_out(self, row: int, start: int, end: int) -> None:
        (width, height), canvas = self.cell, self._canvas
        canvas.paste(_PAGE, (start * width, row * height, end * width, (row + 1) * height))
        for column in range(start, end):
            self._placed.pop((row, column), None)

    def _graphics(self, command: str) -> bytes:
        """Take in a command of kitty's protocol: a question, a part of a picture, its place, or its end."""
        head, _, payload = command.partition(";")
        given = dict(each.split("=") for each in head.split(","))
        number = int(given["i"])
        match given.get("a", "t"):
            case "q":
                return b"" if self.kind == "sixel" else b"\x1b_Gi=%d;OK\x1b\\" % number
            case "d":
                assert given["d"] == "I"
                self.held.pop(number)
            case "p":
                assert given["U"] == "1"
                self._boxes[number] = int(given["c"]), int(given["r"])
            case _:
                self._parts[number] = self._parts.get(number, "") + payload
                if given["m"] == "0":
                    self.held[number] = base64.b64decode(self._parts.pop(number))
        return b""

    def _scaled(self, number: int) -> Image.Image:
        """Return a picture that kitty holds in the size of its place."""
        columns, rows = self._boxes[number]
        whole = Image.open(io.BytesIO(self.held[number])).convert("RGB")
        return whole.resize((columns * self.cell[0], rows * self.cell[1]))

    def _empty(self) -> Image.Image:
        return Image.new("RGB", (self.columns * self.cell[0], self.rows * self.cell[1]), _PAGE)

    def _switch(self, modes: list[int], *, is_on: bool) -> None:
        """Forget all pictures with the other screen, as kitty does when that is entered."""
        if is_on and 1049 in modes:
            self.held.clear()
            self._boxes.clear()
        super()._switch(modes, is_on=is_on)


def decoded(sequence: str) -> Image.Image:
    """Return the picture that a Sixel sequence draws."""
    header = re.match(r'\x1bP[\d;]*q"1;1;(\d+);(\d+)', sequence)
    assert header is not None
    width, height = int(header[1]), int(header[2])
    image = Image.new("RGB", (width, height))
    dots: Any = image.load()
    palette: dict[int, tuple[int, int, int]] = {}
    x = y = 0
    colour = (0, 0, 0)
    for step in _STEP.finditer(sequence, header.end()):
        register, red, green, blue, times, repeated, single, move = step.groups()
        if register is not None:
            if red is not None:
                palette[int(register)] = (
                    int(red) * 255 // 100,
                    int(green) * 255 // 100,
                    int(blue) * 255 // 100,
                )
            colour = palette[int(register)]
        elif move is not None:
            x, y = 0, y + 6 * (move == "-")
        else:
            bits = ord(repeated or single) - 63
            for at in range(x, x + int(times or 1)):
                for bit in range(6):
                    if bits >> bit & 1 and y + bit < height:
                        dots[at, y + bit] = colour
            x += int(times or 1)
    return image
