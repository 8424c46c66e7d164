"""Links: where they lead in the repository, and where in the documentation as it is published."""

from __future__ import annotations

import re

__all__ = ["published"]

_BESIDE = re.compile(r"\]\(\.\./((\.\./)*(examples|screenshots)/)")


def published(markdown: str) -> str:
    """Return a page with its links as published: what is beside `docs` is then in the folder of the pages."""
    return _BESIDE.sub(r"](\1", markdown)
