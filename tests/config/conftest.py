"""Configurations from text: each test has a directory of its own, and works in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import pytest

from tui.config.errors import ConfigErrors
from tui.config.loader import load_config

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tui.config.config import Config


class Load(Protocol):
    """Reads a text as the file `asyncdash.toml`."""

    def __call__(self, text: str, **environ: str) -> Config: ...


class Faults(Protocol):
    """Reads a text as the file `asyncdash.toml` and returns what is wrong with it, a text for each fault."""

    def __call__(self, text: str, **environ: str) -> list[str]: ...


@pytest.fixture(autouse=True)
def directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def load(directory: Path) -> Load:
    def read(text: str, **environ: str) -> Config:
        path = directory / "asyncdash.toml"
        path.write_text(text, encoding="utf-8")
        variables: Mapping[str, str] = {"HOME": str(directory), **environ}
        return load_config(path, environ=variables)

    return read


@pytest.fixture
def faults(load: Load) -> Faults:
    def read(text: str, **environ: str) -> list[str]:
        with pytest.raises(ConfigErrors) as caught:
            load(text, **environ)
        return [str(error).removeprefix("asyncdash.toml:") for error in caught.value.errors]

    return read
