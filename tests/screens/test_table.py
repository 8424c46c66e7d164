from __future__ import annotations

import pytest

from tui import screens


@pytest.mark.parametrize("name", screens.__all__)
def test_every_name_is_found_where_the_table_says(name: str) -> None:
    assert getattr(screens, name).__name__ == name


def test_what_is_not_in_the_table_is_told_as_of_any_module() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Nothing'"):
        _ = screens.Nothing
