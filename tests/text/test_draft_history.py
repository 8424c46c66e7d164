from __future__ import annotations

import json

import pytest

from tui.model.mask import Mask
from tui.text.draft import Draft, DraftKind
from tui.text.draft_history import kept_drafts, read_drafts

MASK = Mask(["hunter22"])


def test_what_was_sent_is_there_the_next_time() -> None:
    drafts = {"trades": [Draft("a"), Draft("48", DraftKind.HEX)], "quotes": []}
    kept = json.loads(json.dumps(kept_drafts(drafts, MASK)))

    assert read_drafts(kept) == {"trades": drafts["trades"]}


@pytest.mark.parametrize(
    "text", ["login hunter22", '{"password": "x"}', '{"op":"auth","token":"abc"}', "x" * 10_001]
)
def test_what_may_be_secret_is_not_written(text: str) -> None:
    assert kept_drafts({"trades": [Draft(text)]}, MASK) == {}


def test_the_newest_fifty_are_kept_and_none_twice() -> None:
    drafts = [Draft(str(number)) for number in range(60)] * 2

    assert kept_drafts({"trades": drafts}, MASK) == {"trades": [["text", str(n)] for n in range(10, 60)]}


@pytest.mark.parametrize("kept", [None, [], {"a": 1}, {"a": ["x", ["text"], ["odd", "x"], ["text", 1]]}])
def test_what_is_damaged_is_left_out(kept: object) -> None:
    assert [draft for history in read_drafts(kept).values() for draft in history] == []
