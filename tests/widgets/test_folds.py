from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.factories import make_exchange
from tui.model.mask import Mask
from tui.widgets.folds import Folds
from tui.widgets.response_cache import ResponseCache

if TYPE_CHECKING:
    from tui.widgets.response_cache import Laid

LONG = "x" * 70


def laid(document: object) -> Laid:
    return ResponseCache(Mask()).laid(make_exchange(body=json.dumps(document).encode()))


DOCUMENT = {"a": {"b": [LONG]}, "c": [LONG]}


def test_what_is_folded_hides_what_it_holds() -> None:
    folds, body = Folds(), laid(DOCUMENT)
    folds.toggle(body, 1)

    assert list(folds.seen(body)) == [0, 1, 6, 7, 8, 9]
    assert folds.has(body, 1)
    assert not folds.has(body, 2)


def test_what_is_opened_while_all_is_folded_stays_open() -> None:
    folds, body = Folds(), laid(DOCUMENT)

    assert folds.toggle_all(body)
    folds.toggle(body, 1)

    assert list(folds.seen(body)) == [0, 1, 2, 5, 6, 9]
    assert folds.has(body, 2)


def test_a_fold_goes_along_with_its_path_into_the_next_body() -> None:
    folds, body = Folds(), laid(DOCUMENT)
    folds.toggle(body, 6)
    after = laid({"new": LONG, **DOCUMENT})

    assert [line for line in range(11) if folds.has(after, line)] == [7]


def test_a_fold_of_what_is_gone_is_forgotten() -> None:
    folds, body = Folds(), laid(DOCUMENT)
    folds.toggle(body, 6)
    after = laid({"other": [LONG]})

    assert list(folds.seen(after)) == list(range(len(after.view.lines)))


def test_what_hides_a_line_is_opened() -> None:
    folds, body = Folds(), laid(DOCUMENT)
    folds.toggle_all(body)
    folds.open_to(body, 3)

    assert 3 in folds.seen(body)
