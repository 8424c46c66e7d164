from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.config.conftest import Load

API = '[[endpoint]]\nurl = "http://a/${PART:-eu}"\nauth = { basic = "me:${file:token}" }'


def test_a_configuration_knows_the_variables_behind_its_values(load: Load, directory: Path) -> None:
    (directory / "token").write_text("sesame")

    references = load(API).references

    assert references.by_value == {"eu": "${PART:-eu}", "sesame": f"${{file:{directory / 'token'}}}"}


def test_its_repr_shows_no_value(load: Load, directory: Path) -> None:
    (directory / "token").write_text("sesame")

    assert "sesame" not in repr(load(API).references)
