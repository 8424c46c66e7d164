"""Arguments: what can be said on the command line, and the help that says so."""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tui.cli.parser import SHELLS, Parser, as_count, as_path, as_port, as_shell, parse_all

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["COMMANDS", "FORMATS", "LINES", "VIEWS", "parse_arguments", "parser_of"]

FORMATS = ("table", "json", "jsonl", "junit", "github")
LINES = ("text", "jsonl")
VIEWS = ("cards", "list", "events")

_WITH_VALUE = frozenset({"-c", "--config", "--record", "--filter", "--only", "--view"})
"""The options of the dashboard that take the word after them."""

_LONGEST_OPTION = 32
"""Cells; one that takes more has its help in the row below, and the whole has to fit on a screen."""

_EPILOG = """\
examples:
  asyncdash https://api.example.com/health wss://stream.example.com/v1
  asyncdash -c prod.toml --only payments --record session.jsonl
  asyncdash check -c prod.toml --format json
  asyncdash config --show-origin | grep timeout
  asyncdash init && asyncdash

commands:
  demo       a server of our own that misbehaves, and the dashboard on it
  check      one round without the dashboard; the exit code says how it went
  tail       one feed's messages on standard output, until there are enough
  validate   read and check the configuration; touches no network
  config     print the configuration as it works, and who says each value
  init       write a commented configuration to start from
  schema     print the JSON Schema of the configuration
  paths      say where everything is that asyncdash reads and writes
  help keys  list every key and its id; asyncdash COMMAND --help says more

the configuration is -c FILE, else $ASYNCDASH_CONFIG, else ./asyncdash.toml,
else asyncdash/asyncdash.toml in the user's configuration directory
exit codes: 0 all is up, 1 something is down, 2 cannot be done, 130 interrupted
"""


def parse_arguments(argv: Sequence[str]) -> argparse.Namespace:
    """Return what was asked for, as `command` and its options.

    The first word that is no option decides: the name of a command, or a URL
    for the dashboard.

    Raises:
        SystemExit: The help was asked for, or something makes no sense.
    """
    index = _first_word(argv)
    if index is not None and argv[index] in COMMANDS:
        return parse_all(parser_of(argv[index]), [*argv[:index], *argv[index + 1 :]])
    return parse_all(parser_of(None), argv)


def parser_of(command: str | None) -> argparse.ArgumentParser:
    """Return what reads the arguments of a command; `None`: of the dashboard."""
    return _dashboard_parser() if command is None else _command_parser(command)


def _first_word(argv: Sequence[str]) -> int | None:
    """Return where the first word is that is neither an option nor the value of one."""
    for index, word in enumerate(argv):
        if not word.startswith("-") and (index == 0 or argv[index - 1] not in _WITH_VALUE):
            return index
    return None


def _dashboard_parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="asyncdash",
        usage="asyncdash [-c FILE] [OPTION ...] [URL ...]  |  asyncdash COMMAND ...",
        description="Polls HTTP endpoints and streams WebSockets live in a terminal.",
        epilog=_EPILOG,
        formatter_class=partial(argparse.RawDescriptionHelpFormatter, max_help_position=_LONGEST_OPTION),
    )
    parser.set_defaults(command="dashboard")
    parser.add_argument("urls", nargs="*", metavar="URL", help="what to watch, without a configuration")
    _add_config(parser)
    _add_start(parser)
    _add_record(parser)
    _add_summary(parser)
    for option, what in (("--install-completion", "install"), ("--show-completion", "print")):
        parser.add_argument(
            option,
            nargs="?",
            const=True,
            type=as_shell,
            choices=SHELLS,
            metavar="SHELL",
            help=f"{what} completion, for $SHELL if left out",
        )
    parser.add_argument("-V", "--version", action="store_true", help="print the version")
    return parser


def _command_parser(name: str) -> argparse.ArgumentParser:
    usage, description, examples = COMMANDS[name]
    parser = Parser(
        prog=f"asyncdash {name}",
        usage=f"asyncdash {name} {usage}".rstrip(),
        description=description,
        epilog="examples:\n" + "\n".join(f"  {example}" for example in examples),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(command=name)
    _ADD[name](parser)
    return parser


def _add_config(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-c", "--config", type=as_path, metavar="FILE", help="the configuration to read")


def _add_start(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--view", choices=VIEWS, metavar="|".join(VIEWS), help="begin with that, whatever was chosen last"
    )
    parser.add_argument(
        "--filter", default="", metavar="TEXT", help="begin with this filter, as behind the key /"
    )
    parser.add_argument("--only", metavar="GROUP", help="begin with the filter for this group")


def _add_record(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--record",
        type=as_path,
        metavar="FILE",
        help="append what happens as JSON Lines, no secrets",
    )


def _add_summary(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--no-summary", dest="summary", action="store_false", help="say nothing about the session at its end"
    )


def _add_demo(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--port", type=as_port, default=0, help="the port on 127.0.0.1; 0, the default: a free one"
    )
    parser.add_argument("--serve", action="store_true", help="only the server, without the dashboard")
    _add_start(parser)
    _add_summary(parser)


def _add_check(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("names", nargs="*", metavar="NAME|URL", help="only these; left out: everything")
    _add_config(parser)
    _add_record(parser)
    parser.add_argument(
        "--format", choices=FORMATS, default="table", help="table, the default, is for people"
    )
    parser.add_argument(
        "--fail-on", choices=("down", "degraded"), default="down", help="what makes the exit code 1"
    )


def _add_tail(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("feed", metavar="FEED|URL", help="a feed of the configuration, or where to connect")
    _add_config(parser)
    parser.add_argument("--where", metavar="COND", help="only messages that meet the condition")
    parser.add_argument("--until", metavar="COND", help="end with the first message that meets the condition")
    parser.add_argument("--count", type=as_count, metavar="N", help="end after so many messages")
    parser.add_argument(
        "--format",
        choices=LINES,
        help="text, the default on a terminal, is for people; jsonl, the default elsewhere, for programs",
    )


def _add_effective(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("urls", nargs="*", metavar="URL", help="of these, without a configuration")
    _add_config(parser)
    parser.add_argument("--view", choices=("cards", "list"), help="as if the dashboard began with that")
    parser.add_argument(
        "--show-origin",
        action="store_true",
        help="a line for each value, defaults included: who says it, its key, the value",
    )


def _add_init(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file",
        nargs="?",
        type=as_path,
        default=Path("asyncdash.toml"),
        metavar="FILE",
        help="the file to write; left out: asyncdash.toml",
    )


def _add_help(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "topic",
        nargs="?",
        choices=("keys", "man", *COMMANDS),
        metavar="TOPIC",
        help="keys: every key and its id; man: the manual page; a command: its help",
    )


def _add_nothing(_parser: argparse.ArgumentParser) -> None:
    return


COMMANDS = {
    "demo": (
        "[--port N] [--serve] [OPTION ...]",
        "Start a server on loopback that gets slow, fails and recovers, and the dashboard on it.",
        ("asyncdash demo", "asyncdash demo --serve --port 8080"),
    ),
    "check": (
        "[-c FILE] [NAME|URL ...] [--format FORMAT] [--fail-on down|degraded] [--record FILE]",
        "Check every endpoint once, connect every feed until its first message, print what was found.",
        (
            "asyncdash check",
            "asyncdash check orders trades --fail-on degraded",
            "asyncdash check https://example.com --format json",
        ),
    ),
    "tail": (
        "FEED|URL [-c FILE] [--where COND] [--until COND] [--count N] [--format text|jsonl]",
        (
            "Print the messages that a feed receives; what becomes of the connection goes to standard error."
            "\nA connection that fails or is lost is made again, until Ctrl-C ends it."
        ),
        (
            "asyncdash tail trades",
            "asyncdash tail wss://stream.example.com/v1 --count 5",
            """asyncdash tail trades --where 'type == "trade"' --until 'type == "close"' > trades.jsonl""",
        ),
    ),
    "validate": (
        "[-c FILE]",
        "Read and check the configuration and resolve its variables, without touching the network.",
        ("asyncdash validate -c prod.toml",),
    ),
    "config": (
        "[-c FILE] [--show-origin] [--view cards|list] [URL ...]",
        (
            "Print the configuration as it works: one TOML file that loads again. What it includes, its"
            "\ngroups and its defaults are merged into each endpoint and feed; a secret is ${NAME} where it"
            "\ncame from a variable, else nothing of it is shown."
        ),
        (
            "asyncdash config -c prod.toml > one-file.toml",
            "asyncdash config --show-origin | grep orders",
            "asyncdash config https://example.com/health wss://example.com/feed > asyncdash.toml",
        ),
    ),
    "init": (
        "[FILE]",
        "Write a commented configuration to start from; a file that exists is left alone.",
        ("asyncdash init", "asyncdash init prod.toml"),
    ),
    "paths": (
        "[-c FILE]",
        "Say where everything is that asyncdash reads and writes, and what of it is there.",
        ("asyncdash paths", "asyncdash paths -c prod.toml"),
    ),
    "schema": (
        "",
        "Print the JSON Schema of the configuration, for editors that complete and check it.",
        ("asyncdash schema > asyncdash.schema.json",),
    ),
    "help": (
        "[keys|man|COMMAND]",
        "Print the help, the list of keys, the manual page, or the help of a command.",
        ("asyncdash help check", "asyncdash help keys", "asyncdash help man > asyncdash.1"),
    ),
}
"""The commands: their arguments, what they do, and examples."""

_ADD = {
    "demo": _add_demo,
    "check": _add_check,
    "tail": _add_tail,
    "validate": _add_config,
    "config": _add_effective,
    "init": _add_init,
    "paths": _add_config,
    "schema": _add_nothing,
    "help": _add_help,
}
