"""Effective: the configuration as it works, as one file that loads again or as a list of who says what."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

from tui.cli.complaint import complain
from tui.cli.output import write_data
from tui.cli.reading import nothing_found, read_with_places
from tui.config.effective import Said, each_said, effective
from tui.config.errors import shown_path
from tui.config.memory import Memory
from tui.config.places import state_dir
from tui.config.toml import dotted, toml_file, toml_value
from tui.config.veil import veiled_url
from tui.model.mask import MASKED
from tui.text.cells import cell_len
from tui.text.safe import clean

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Mapping

    from tui.config.config import Config
    from tui.config.effective import SaidBy, Tree

__all__ = ["effective_file", "run_config"]

_REMEMBERED = "remembered"
_HIDDEN = f"# What is {MASKED} here is a secret that was written as it is: put ${{NAME}} in its place.\n"
_WIDEST = 40
"""Cells; an origin that is longer moves its own line alone."""


def run_config(options: Namespace) -> int:
    """Print the configuration that was asked for, as it works, and return the exit code."""
    found = read_with_places(options.config, options.urls)
    if isinstance(found, int):
        return found
    config, reading = found
    if config.path is None and not options.urls:
        return complain(f"asyncdash config: {nothing_found()}")
    tree = effective(config, reading)
    tree["settings"] = _with_choices(tree["settings"], Memory(state_dir(os.environ)), options.view)
    if any(name.lower().endswith("_proxy") for name in os.environ):
        _add_proxies(tree, config, os.environ)
    if options.show_origin:
        sys.stdout.write(_origins_text(tree))
        return 0
    source = clean(shown_path(config.path)) if config.path else "URLs of the command line"
    write_data(effective_file(tree, title=f"The effective configuration of {source}"))
    return 0


def effective_file(tree: Tree, *, title: str) -> str:
    """Return the tables as one file."""
    text = toml_file(_plain(tree))
    return f"# {title}\n{_HIDDEN if MASKED in text else ''}{text}"


def _origins_text(tree: Tree) -> str:
    """Return a line for each value: who says it, its key, the value, and where its variables come from."""
    rows = [
        (_by(said.by), f"{_key(keys)} = {toml_value(said.value)}{_remark(said)}")
        for keys, said in each_said(tree)
    ]
    width = min(_WIDEST, max(cell_len(by) for by, _ in rows))
    return "".join(f"{by}{' ' * (width - cell_len(by))}  {rest}\n" for by, rest in rows)


def _by(by: SaidBy) -> str:
    return clean(by if isinstance(by, str) else f"{shown_path(by.path)}:{by.line}")


def _key(keys: tuple[str | int, ...]) -> str:
    """Return the keys as TOML has them, and the number of a table in a list as our messages have it."""
    text = ""
    for key in keys:
        text += f"[{key}]" if isinstance(key, int) else f"{'.' if text else ''}{dotted(key)}"
    return text


def _remark(said: Said) -> str:
    return clean(f"  # {', '.join(said.variables)}") if said.variables else ""


def _with_choices(settings: Tree, memory: Memory, view: str | None) -> Tree:
    """Return the settings with what was chosen last time, and what is asked for now."""
    theme, cards = memory.recall("theme"), memory.recall("cards")
    chosen: Tree = {}
    if isinstance(theme, str) and "theme" not in settings:
        chosen["theme"] = Said(value=theme, by=_REMEMBERED, is_implied=True)
    if view is not None:
        chosen["view"] = Said(value=view, by="--view")
    elif isinstance(cards, bool) and settings["view"].value == "auto":
        chosen["view"] = Said(value="cards" if cards else "list", by=_REMEMBERED, is_implied=True)
    return settings | chosen


def _add_proxies(tree: Tree, config: Config, environ: Mapping[str, str]) -> None:
    """Add the proxies that the environment has for what names none of its own."""
    from tui.engine.failures import FailureError  # noqa: PLC0415 - few environments have a proxy
    from tui.engine.proxies import choose_proxy  # noqa: PLC0415

    targets = (
        *zip(config.endpoints, tree["endpoint"], strict=True),
        *zip(config.feeds, tree["feed"], strict=True),
    )
    for target, said in targets:
        if target.proxy is not None:
            continue
        try:
            choice = choose_proxy(target, environ)
        except FailureError:
            continue
        if choice.rule is not None:
            url = veiled_url(str(choice.url), config.mask) if choice.url is not None else ""
            said["proxy"] = Said(value=url, by=f"${choice.rule}", is_implied=True)


def _plain(item: Any) -> Any:  # noqa: ANN401 - a value of TOML
    """Return what was said, without who; `None`: nobody said it."""
    match item:
        case Said():
            return None if item.is_implied else item.value
        case dict():
            table = {key: value for key, each in item.items() if (value := _plain(each)) is not None}
            return table or None
        case _:
            return [_plain(each) for each in item]
