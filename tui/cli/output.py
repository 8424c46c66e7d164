"""Output: what is written to standard output, whatever its encoding."""

from __future__ import annotations

import codecs
import sys
from io import TextIOWrapper

__all__ = ["spell_out", "write_data"]

_SPELLED = "asyncdash.spelled"


def spell_out() -> None:
    """From now on, spell in ASCII what the encoding of standard output lacks."""
    if isinstance(sys.stdout, TextIOWrapper):
        codecs.register_error(_SPELLED, _spelled)
        sys.stdout.reconfigure(errors=_SPELLED)


def write_data(text: str) -> None:
    """Write what programs read: JSON, XML and TOML are in UTF-8, whatever the locale says."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    else:
        sys.stdout.write(text)


def _spelled(error: UnicodeError) -> tuple[str, int]:
    from tui.text.spelling import only_ascii  # noqa: PLC0415 - few terminals need it

    if not isinstance(error, UnicodeEncodeError):
        raise error
    return only_ascii(error.object[error.start : error.end]), error.end
