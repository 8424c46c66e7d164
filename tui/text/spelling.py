"""Spelling: our own characters in ASCII, cell for cell, for terminals and fonts that have no others."""

from __future__ import annotations

from tui.text.cells import cell_len

__all__ = ["in_ascii", "only_ascii"]

_PAIRS = {
    "─╌": "-",
    "│▏▕": "|",
    "╭╮╰╯┌┐└┘├┤┬┴┼": "+",
    "▁▂": "_",
    "▃▄": "-",
    "▅▆": "=",
    "▇█▀┃": "#",
    "░▒▓": ":",
    "▌▐▸›→": ">",
    "▾▼↓": "v",
    "↑": "^",
    "←‹": "<",
    "●": "o",
    "○": ".",
    "▲": "!",
    "✗×": "x",
    "✓": "+",
    "◐≈…⋯": "~",
    "‖≡": "=",
    "◆•": "*",
    "·—–−": "-",
    "Δ": "d",
    "≥": ">",
    "≤": "<",
    "≠": "!",
    "↻": "@",
    "⏎": "$",
    "�": "?",
    "“”": '"',
    "‘’": "'",
    "\N{NO-BREAK SPACE}": " ",
}
_ASCII = str.maketrans(
    {character: ascii_one for characters, ascii_one in _PAIRS.items() for character in characters}
    | {digit: str(number) for number, digit in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")}
)


def in_ascii(text: str) -> str:
    """Return the text with our own characters in ASCII; letters of any language stay what they are.

    An arrow takes the blank behind it: "10 > 11" would be a comparison.
    """
    return text if text.isascii() else text.replace("→ ", "->").translate(_ASCII)


def only_ascii(text: str) -> str:
    """Return the text in ASCII and in as many cells: what we have no other spelling for becomes `?`."""
    text = in_ascii(text)
    if text.isascii():
        return text
    return "".join(each if each.isascii() else "?" * cell_len(each) for each in text)
