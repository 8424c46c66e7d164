"""The hook of mkdocs: what the documentation takes from beside its pages when it is built."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.structure.files import File

from reference.links import published

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

__all__ = ["on_files", "on_page_markdown"]

_ROOT = Path(__file__).parents[1]
_BESIDE = ("screenshots/tour.gif", "screenshots/*-120x40-*.png", "examples/*.toml")
"""What pages may lead to that is not among them."""


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Add the changes, the pictures and the examples."""
    files.append(File.generated(config, "changelog.md", abs_src_path=str(_ROOT / "CHANGELOG.md")))
    for pattern in _BESIDE:
        for source in sorted(_ROOT.glob(pattern)):
            name = source.relative_to(_ROOT).as_posix()
            files.append(File.generated(config, name, abs_src_path=str(source)))


def on_page_markdown(markdown: str, **_: object) -> str:
    """Have links lead to where things are."""
    return published(markdown)
