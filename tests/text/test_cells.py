"""How many cells a text takes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len as rich_cell_len

from tui.text.cells import Align, Elide, cell_len, cells_of, cut_at_word, fit, fit_name, take, take_end
from tui.text.safe import clean


@pytest.mark.parametrize(
    "text", ["abc", "żółw", "日本", "각", "👍🏽", "🇩🇪", "🫨", "●▲✗◐‖○", "▁▇█", "⣿⢀", "é", "€", "…—⏎"]
)
def test_a_text_takes_as_many_cells_as_the_screen_counts(text: str) -> None:
    assert cell_len(text) == rich_cell_len(text)


def test_runs_take_the_cells_of_all_their_texts() -> None:
    assert cells_of([]) == 0
    assert cells_of([("orders ", "text"), ("日本", "err")]) == 11


@pytest.mark.parametrize(
    ("text", "width", "fitted"),
    [
        ("orders", 8, "orders  "),
        ("orders", 6, "orders"),
        ("orders", 5, "orde…"),
        ("日本語", 4, "日… "),
        ("日本語", 5, "日本…"),
        ("orders", 1, "…"),
        ("orders", 0, ""),
        ("orders", -3, ""),
    ],
)
def test_a_text_is_cut_or_padded_to_the_width(text: str, width: int, fitted: str) -> None:
    assert fit(text, width) == fitted


@pytest.mark.parametrize(("elide", "fitted"), [("end", "payme…"), ("middle", "pay…re"), ("start", "…pture")])
def test_a_text_is_cut_where_it_matters_least(elide: Elide, fitted: str) -> None:
    assert fit("payments-capture", 6, elide=elide) == fitted


@pytest.mark.parametrize(("align", "fitted"), [("left", "ab   "), ("right", "   ab"), ("center", " ab  ")])
def test_a_text_stands_on_its_side(align: Align, fitted: str) -> None:
    assert fit("ab", 5, align=align) == fitted


def test_a_mark_is_never_cut_from_its_letter() -> None:
    assert fit("re\u0301sume\u0301", 3) == "re\u0301…"
    assert take_end("cafe\u0301", 1) == "e\u0301"


@given(
    st.text(),
    st.integers(-1, 40),
    st.sampled_from(("left", "right", "center")),
    st.sampled_from(("end", "middle", "start")),
)
def test_a_fitted_text_has_exactly_the_width(text: str, width: int, align: Align, elide: Elide) -> None:
    assert cell_len(fit(text, width, align=align, elide=elide)) == max(0, width)


@given(st.text(), st.integers(-1, 40))
def test_what_is_taken_fits_and_is_a_part(text: str, width: int) -> None:
    assert text.startswith(take(text, width))
    assert text.endswith(take_end(text, width))
    assert cell_len(take(text, width)) <= max(0, width)
    assert cell_len(take_end(text, width)) <= max(0, width)


@given(st.text(st.characters(categories=("Lu", "Ll", "Nd", "Po", "Sm"), max_codepoint=0xFFFF)))
def test_cleaned_text_is_as_wide_as_the_screen_counts(text: str) -> None:
    assert cell_len(clean(text)) == rich_cell_len(clean(text))


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (40, "503 Service Unavailable, expected 2xx"),
        (37, "503 Service Unavailable, expected 2xx"),
        (36, "503 Service Unavailable, expected…"),
        (34, "503 Service Unavailable, expected…"),
        (33, "503 Service Unavailable…"),
        (12, "503 Service…"),
        (8, "503 Ser…"),
    ],
)
def test_a_sentence_is_cut_behind_a_word_unless_little_were_left(width: int, expected: str) -> None:
    assert cut_at_word("503 Service Unavailable, expected 2xx", width) == expected


@pytest.mark.parametrize(
    ("name", "width", "fitted"),
    [
        ("payments-capture", 8, "payment…"),
        ("127.0.0.1:37489/p/orders", 26, "127.0.0.1:37489/p/orders  "),
        ("127.0.0.1:37489/p/orders", 15, "127.0…/p/orders"),
        ("127.0.0.1:37489/p/orders", 12, "127.0.…rders"),
        ("api.shop.test/v1/orders/open", 14, "api.sho…s/open"),
        ("x/orders", 5, "x/…rs"),
        ("127.0.0.1/p", 0, ""),
    ],
)
def test_a_name_that_is_a_url_keeps_its_end(name: str, width: int, fitted: str) -> None:
    assert fit_name(name, width) == fitted


@given(st.text(), st.text(), st.integers(-1, 40))
def test_a_name_has_exactly_its_width(host: str, path: str, width: int) -> None:
    assert cell_len(fit_name(f"{host}/{path}", width)) == max(0, width)
