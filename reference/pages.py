"""Pages: what of the documentation is made of the program."""

from __future__ import annotations

from reference.commands import commands_page
from reference.conditions import subject_tables
from reference.configuration import configuration_page
from reference.failures import failures_page
from reference.keys import keys_page

__all__ = ["complete", "pages"]


def pages() -> dict[str, str]:
    """Return the pages by their paths below `docs`."""
    return {
        "reference/commands.md": commands_page(),
        "reference/configuration.md": configuration_page(),
        "reference/failures.md": failures_page(),
        "reference/keys.md": keys_page(),
    }


def complete(markdown: str) -> str:
    """Return a page with its tables in place of the comments that stand for them."""
    for comment, rows in subject_tables().items():
        markdown = markdown.replace(comment, rows)
    return markdown
