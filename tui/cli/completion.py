"""Completion: what can follow on the command line, for the shells that ask, and how they come to ask."""

from __future__ import annotations

import os
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from tui.cli.arguments import COMMANDS, parser_of
from tui.cli.output import write_data

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Mapping, Sequence

    from tui.config.config import Config

__all__ = ["SHELLS", "candidates", "install", "print_candidates", "script_of", "shell_of"]

SHELLS = {"bash": "asyncdash.bash", "zsh": "_asyncdash", "fish": "asyncdash.fish"}
"""The shells, and the file of each that asks us."""

Candidate = tuple[str, str]
"""A word that can follow, and what it means."""


def print_candidates(words: Sequence[str]) -> int:
    """Print what can stand in place of the last word, and return the exit code; nothing: any file."""
    for word, meaning in candidates(words, os.environ):
        write_data(f"{word}\t{meaning}\n")
    return 0


def candidates(words: Sequence[str], environ: Mapping[str, str]) -> list[Candidate]:
    """Return what can stand in place of the last of the words after `asyncdash`."""
    *before, last = words or [""]
    command = next((word for word in before if word in COMMANDS), None)
    parser = parser_of(command)
    name, is_joined, _ = last.partition("=")
    option = _option(parser, name if is_joined else before[-1] if before else "")
    if option is not None and is_joined:
        found: Iterator[Candidate] = (
            (f"{name}={each}", "") for each in _values(option, command, before, environ)
        )
    elif option is not None and option.nargs != 0:
        found = ((each, "") for each in _values(option, command, before, environ))
    elif last.startswith("-"):
        found = _options(parser)
    else:
        found = _words(command, parser, before, environ)
    return [(word, meaning) for word, meaning in found if word.startswith(last) and word not in before]


def script_of(shell: str) -> str:
    """Return what a shell has to run to complete our command line."""
    return resources.files("tui.cli").joinpath("completions", SHELLS[shell]).read_text(encoding="utf-8")


def shell_of(environ: Mapping[str, str]) -> str | None:
    """Return the user's shell, if it is one that we can complete for."""
    name = Path(environ.get("SHELL", "")).name
    return name if name in SHELLS else None


def install(shell: str, environ: Mapping[str, str]) -> tuple[Path, str]:
    """Write the script to where the shell looks for it; return the path, and what else is to be done.

    Raises:
        OSError: It cannot be written.
    """
    home = Path(environ.get("HOME", "")) if environ.get("HOME") else Path.home()
    data = Path(environ.get("XDG_DATA_HOME") or home / ".local/share")
    config = Path(environ.get("XDG_CONFIG_HOME") or home / ".config")
    directory, more = {
        "bash": (data / "bash-completion/completions", "it needs the package bash-completion"),
        "zsh": (
            data / "zsh/site-functions",
            f"add to ~/.zshrc before compinit: fpath+=({data / 'zsh/site-functions'})",
        ),
        "fish": (config / "fish/completions", ""),
    }[shell]
    directory.mkdir(parents=True, exist_ok=True)
    path = directory / (SHELLS[shell] if shell != "bash" else "asyncdash")
    path.write_text(script_of(shell), encoding="utf-8")
    return path, more


def _words(
    command: str | None, parser: argparse.ArgumentParser, before: Sequence[str], environ: Mapping[str, str]
) -> Iterator[Candidate]:
    """Give the words that are no options: commands, choices, and names of what is configured."""
    if command is None and not any(not word.startswith("-") for word in before):
        yield from ((name, _first_sentence(what)) for name, (_, what, _) in COMMANDS.items())
    for action in _actions(parser):
        if not action.option_strings:
            yield from ((str(each), "") for each in action.choices or ())
            if action.dest in {"names", "feed"}:
                yield from _names(before, environ, feeds_only=action.dest == "feed")


def _first_sentence(text: str) -> str:
    """Return it without line ends: to the shells every line is a candidate."""
    return " ".join(text.split()).partition(". ")[0].rstrip(".")


def _values(
    option: argparse.Action, command: str | None, before: Sequence[str], environ: Mapping[str, str]
) -> Iterator[str]:
    """Give what can follow an option: its choices, or the groups that there are."""
    yield from map(str, option.choices or ())
    if option.dest == "only":
        from tui.config.difference import targets_of  # noqa: PLC0415 - only where groups can stand
        from tui.demo.config import demo_config  # noqa: PLC0415 - whatever the port: only its groups are asked

        config = demo_config(port=1) if command == "demo" else _config(before, environ)
        groups = dict.fromkeys(target.group for target in targets_of(config)) if config is not None else ()
        yield from (group for group in groups if group and group.isprintable())


def _names(before: Sequence[str], environ: Mapping[str, str], *, feeds_only: bool) -> Iterator[Candidate]:
    """Give the names of the configuration that the words choose, if it can be read."""
    config = _config(before, environ)
    if config is None:
        return
    for target in config.feeds if feeds_only else (*config.endpoints, *config.feeds):
        if target.name.isprintable():
            yield target.name, config.mask(target.url)


def _config(before: Sequence[str], environ: Mapping[str, str]) -> Config | None:
    """Return the configuration that the words choose, if it can be read."""
    from tui.config.errors import ConfigErrors  # noqa: PLC0415 - only where names can stand
    from tui.config.loader import find_config, load_config  # noqa: PLC0415

    chosen = next((before[at + 1] for at, word in enumerate(before[:-1]) if word in {"-c", "--config"}), None)
    path = find_config(Path(chosen).expanduser() if chosen else None, environ)
    if path is None:
        return None
    try:
        return load_config(path, environ=environ, waits=False)
    except ConfigErrors:
        return None


def _option(parser: argparse.ArgumentParser, word: str) -> argparse.Action | None:
    return next((action for action in _actions(parser) if word in action.option_strings), None)


def _options(parser: argparse.ArgumentParser) -> Iterator[Candidate]:
    for action in _actions(parser):
        yield from ((word, action.help or "") for word in action.option_strings if word.startswith("--"))


def _actions(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    return parser._actions  # noqa: SLF001 - argparse has no other way to ask
