"""Pages: what of the documentation is made of the program."""

from __future__ import annotations

import re

from reference.commands import commands_page
from reference.conditions import subject_tables
from reference.configuration import configuration_page
from reference.failures import failures_page
from reference.keys import keys_page

__all__ = ["complete", "pages"]

_BESIDE = re.compile(r"\]\(\.\./((\.\./)*(examples|screenshots)/)")


def pages() -> dict[str, str]:
    """Return the pages by their paths below `docs`."""
    return {
        "reference/commands.md": commands_page(),
        "reference/configuration.md": configuration_page(),
        "reference/failures.md": failures_page(),
        "reference/keys.md": keys_page(),
    }


def complete(markdown: str) -> str:
    """Return a page as it is published.

    Its tables stand in place of the comments for them, and what is beside
    `docs` in the repository is in the same folder as the pages.
    """
    markdown = _BESIDE.sub(r"](\1", markdown)
    for comment, rows in subject_tables().items():
        markdown = markdown.replace(comment, rows)
    return markdown
