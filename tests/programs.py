"""The command line as a process of its own, for tests."""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from asyncio.subprocess import DEVNULL, PIPE
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from collections.abc import AsyncIterator, Mapping

__all__ = ["Ended", "ProgramCase"]

_ROOT = Path(__file__).parents[1]
_PATIENCE = 20.0


@dataclass(frozen=True, slots=True)
class Ended:
    """What a program left behind."""

    code: int
    out: str
    err: str


class ProgramCase(IsolatedAsyncioTestCase):
    """A test that runs `asyncdash` in a directory of its own, which is its home as well."""

    def setUp(self) -> None:
        self.directory = Path(self.enterContext(tempfile.TemporaryDirectory()))

    def write(self, text: str | bytes, name: str = "asyncdash.toml") -> Path:
        """Write a file into the directory."""
        path = self.directory / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    async def run_program(self, *arguments: str, environ: Mapping[str, str] | None = None) -> Ended:
        """Run the program to its end."""
        async with self.started(*arguments, environ=environ) as process:
            return await self.ended(process)

    async def ended(self, process: Process) -> Ended:
        """Wait for the end of a program."""
        async with asyncio.timeout(_PATIENCE):
            out, err = await process.communicate()
        assert process.returncode is not None
        return Ended(process.returncode, (out or b"").decode(), err.decode())

    @asynccontextmanager
    async def started(
        self, *arguments: str, environ: Mapping[str, str] | None = None, stdout: int = PIPE
    ) -> AsyncIterator[Process]:
        """Start the program; it is gone when the block is left."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tui", *arguments),
            cwd=self.directory,
            env=self._environment() | dict(environ or {}),
            stdin=DEVNULL,
            stdout=stdout,
            stderr=PIPE,
        )
        try:
            yield process
        finally:
            if process.returncode is None:
                process.kill()
                await process.communicate()

    def _environment(self) -> dict[str, str]:
        return {
            "HOME": str(self.directory),
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "NO_PROXY": "*",
            "PYTHONPATH": str(_ROOT),
            "PYTHONWARNINGS": "always::ResourceWarning",
        }
