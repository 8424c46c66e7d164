"""The command line: from arguments to the dashboard, or to a command without one."""

from __future__ import annotations

import errno
import gc
import os
import sys
from typing import TYPE_CHECKING

from tui.cli.complaint import complain
from tui.cli.output import spell_out

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main"]

_INTERRUPTED = 130
_UNWRITABLE = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code; nothing is imported that the arguments do not need."""
    if sys.stdout is None:
        return complain("asyncdash: standard output is closed, so there is nowhere to write")
    spell_out()
    gc.disable()  # until something runs: nothing of what is imported and read is garbage
    try:
        code = _run(list(sys.argv[1:] if argv is None else argv))
        # At exit nobody could catch what a closed pipe makes of it.
        sys.stdout.flush()
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has seen enough. Python would complain at exit
        # when it flushes what nobody reads any more.
        sys.stdout = None
        return 0
    except OSError as error:
        if error.errno in _UNWRITABLE:
            sys.stdout = None
            return complain(f"asyncdash: cannot write: {error.strerror}")
        if not _is_anywhere():
            return complain("asyncdash: the working directory has been deleted: change to another one")
        raise
    finally:
        gc.enable()
    return code


def _is_anywhere() -> bool:
    """Is there a working directory?"""
    try:
        os.getcwd()  # noqa: PTH109 - all that is asked is whether there is one
    except FileNotFoundError:
        return False
    return True


def _run(arguments: list[str]) -> int:
    if arguments in (["--version"], ["-V"]):
        from tui import __version__  # noqa: PLC0415

        sys.stdout.write(f"asyncdash {__version__}\n")
        return 0
    if arguments[:1] == ["--complete"]:
        from tui.cli.completion import print_candidates  # noqa: PLC0415

        return print_candidates(arguments[1:])
    from tui.cli.arguments import parse_arguments  # noqa: PLC0415

    try:
        options = parse_arguments(arguments)
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else 2
    from tui.cli.commands import run_command  # noqa: PLC0415

    return run_command(options)
