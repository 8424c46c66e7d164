from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.text.cells import cell_len
from tui.text.type_rows import TypeFacts, course_cells, type_rows


def facts(name: str = "order.created", **changes: object) -> TypeFacts:
    known: dict[str, object] = {"count": 600, "size": 90_000, "age": 0.5, "columns": lambda _: [1, 2, 4]}
    return TypeFacts(name=name, **(known | changes))  # type: ignore[arg-type]  # as it says


def drawn(*types: TypeFacts, width: int = 80) -> list[str]:
    return ["".join(text for text, _ in row) for row in type_rows(types, width, seconds=300)]


def test_a_row_says_how_many_how_fast_how_large_which_share_and_when_last() -> None:
    row = drawn(facts(), facts("heartbeat", count=200))[0]

    assert row.startswith("order.created ")
    assert row.split()[-6:] == ["600", "2/s", "90.0", "kB", "75%", "0.5s"]


def test_a_rate_is_about_the_time_in_which_they_were_counted() -> None:
    row = "".join(text for text, _ in type_rows([facts()], 80, seconds=300, counted=30)[0])

    assert row.split()[-5] == "20/s"


def test_what_is_not_known_is_no_zero() -> None:
    row = drawn(facts(columns=lambda _: [None, 0, 4]))[0]

    assert "".join(dict.fromkeys(row.split()[1])) == "·▁▇"


def test_the_course_is_drawn_before_the_figures_in_all_of_the_room() -> None:
    row = drawn(facts())[0]

    assert "".join(dict.fromkeys(row.split()[1])) == "▂▄▇"
    assert "·" not in row


@pytest.mark.parametrize(("column", "marked"), [(0, "▂"), (1, "▄"), (3, None), (None, None)])
def test_the_column_that_is_marked_has_a_tag_of_its_own(column: int | None, marked: str | None) -> None:
    row = type_rows([facts()], 80, seconds=300, marked=column)[0]

    assert next((text for text, tag in row if tag == "mark"), None) == marked


@given(st.lists(st.text(max_size=30), min_size=1, max_size=5), st.integers(40, 200))
def test_the_course_is_in_the_cells_that_are_told(names: list[str], width: int) -> None:
    types = [facts(name.replace("\n", "")) for name in names]
    cells = course_cells([each.name for each in types], width)
    rows = type_rows(types, width, seconds=300, marked=0)

    for row in rows:
        tags = [tag for _, tag in row]
        assert ("mark" in tags) == bool(cells)
        assert not cells or cell_len("".join(text for text, _ in row[: tags.index("mark")])) == cells.start


@given(
    st.lists(st.tuples(st.text(max_size=30), st.integers(0, 10**9)), max_size=5),
    st.integers(58, 200),
)
def test_every_row_fits(types: list[tuple[str, int]], width: int) -> None:
    rows = drawn(*(facts(name.replace("\n", ""), count=count) for name, count in types), width=width)

    assert all(cell_len(row) <= width + 8 for row in rows)
