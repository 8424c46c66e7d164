"""The manual page, from the same table as the arguments and their help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.cli.arguments import COMMANDS, parser_of

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

__all__ = ["EXIT_CODES", "FILES", "VARIABLES", "manual"]

FILES = (
    ("./asyncdash.toml", "the configuration of this directory"),
    ("~/.config/asyncdash/asyncdash.toml", "the configuration of the user, where there is none here"),
    ("~/.local/share/asyncdash", "what was recorded with W, and what triggers dumped"),
    ("~/.local/state/asyncdash", "what was chosen last, and reports of crashes"),
)
"""The files that there may be."""

VARIABLES = (
    ("ASYNCDASH_CONFIG", "the configuration, unless -c names another"),
    ("NO_COLOR", "if set: no colours"),
    ("FORCE_COLOR", "if set: a table of check is in colour even where it is no terminal that shows it"),
    ("COLORFGBG", "the colours of a terminal that does not answer the question for them (OSC 11)"),
    ("LC_ALL, LC_CTYPE, LANG", "an encoding other than UTF-8: everything is drawn in ASCII"),
    ("VISUAL, EDITOR, PAGER", "the programs that e and v start"),
    ("HTTP_PROXY, HTTPS_PROXY, NO_PROXY", "the proxies of what names none of its own"),
)
"""The variables of the environment that matter."""

EXIT_CODES = (
    ("0", "all is up, or the dashboard was left"),
    ("1", "something is down, or a feed ended before it said what was waited for"),
    ("2", "it could not be done: usage, configuration, file"),
    ("130", "interrupted"),
)
"""What the exit codes mean."""


def manual() -> str:
    """Return asyncdash(1) in the language of man."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    parser = parser_of(None)
    yield '.\\" Made from the arguments of the program: asyncdash help man'
    yield '.TH ASYNCDASH 1 "" "asyncdash" "User Commands"'
    yield ".SH NAME"
    yield "asyncdash \\- polls HTTP endpoints and streams WebSockets live in a terminal"
    yield ".SH SYNOPSIS"
    for usage in (parser.usage or "").split("  |  "):
        yield f".B {_text(usage)}"
        yield ".br"
    yield ".SH DESCRIPTION"
    yield _text(parser.description or "")
    yield "Without a URL it watches what the configuration says. In the dashboard the key ? lists every key."
    yield ".SH OPTIONS"
    yield from _options(parser)
    yield ".SH COMMANDS"
    for name, (usage, what, examples) in COMMANDS.items():
        yield ".SS " + _text(f"asyncdash {name} {usage}".rstrip())
        yield _text(what)
        yield from _options(parser_of(name))
        yield from _examples(examples)
    for title, rows in (("FILES", FILES), ("ENVIRONMENT", VARIABLES), ("EXIT STATUS", EXIT_CODES)):
        yield f".SH {title}"
        for term, what in rows:
            yield from _entry(term, what)


def _options(parser: argparse.ArgumentParser) -> Iterator[str]:
    for action in parser._actions:  # noqa: SLF001 - argparse has no other way to ask
        if action.dest == "help":
            continue
        value = (
            f" {action.metavar or '|'.join(map(str, action.choices or ())) or 'N'}"
            if action.nargs != 0
            else ""
        )
        term = ", ".join(action.option_strings) + value if action.option_strings else value.strip()
        yield from _entry(term, action.help or "")


def _entry(term: str, what: str) -> Iterator[str]:
    yield ".TP"
    yield f".B {_text(term)}"
    yield _text(what)


def _examples(examples: tuple[str, ...]) -> Iterator[str]:
    yield ".PP"
    yield ".nf"
    yield from (f"    {_text(example)}" for example in examples)
    yield ".fi"


def _text(text: str) -> str:
    """Return a text in which roff finds nothing to obey; a hyphen is one that can be copied."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{text}" if text.startswith((".", "'")) else text
