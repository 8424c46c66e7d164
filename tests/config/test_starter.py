from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tui.config.starter import STARTER, write_starter

if TYPE_CHECKING:
    from pathlib import Path

    from tests.config.conftest import Load


def test_the_starter_is_a_configuration_without_a_fault(load: Load) -> None:
    config = load(STARTER)

    assert [endpoint.name for endpoint in config.endpoints] == ["website", "api"]
    assert [feed.name for feed in config.feeds] == ["events"]


def test_what_the_starter_comments_out_is_valid_too(load: Load) -> None:
    config = load(STARTER.replace("# auth", "auth"), API_TOKEN="s3cret-token")

    assert config.endpoints[1].auth is not None


def test_editors_find_the_schema_in_the_first_line() -> None:
    assert STARTER.startswith("#:schema ")


def test_the_starter_fits_a_terminal() -> None:
    assert max(map(len, STARTER.splitlines())) <= 120


def test_the_starter_is_written_where_nothing_is(directory: Path) -> None:
    path = write_starter(directory / "asyncdash.toml")

    assert path.read_text(encoding="utf-8") == STARTER


def test_what_is_there_is_never_overwritten(directory: Path) -> None:
    path = directory / "asyncdash.toml"
    path.write_text("mine")

    with pytest.raises(
        FileExistsError, match=r"^asyncdash.toml exists already and is left as it is: name another file$"
    ):
        write_starter(path)

    assert path.read_text() == "mine"
