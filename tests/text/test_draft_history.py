from __future__ import annotations

import json
from base64 import b64encode

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


@pytest.mark.parametrize(
    "payload", [b'{"t":"hunter22"}', b"passcode:x", b"\x10\x10\0\4MQTT\4\xc2\0\0\0\0\0\1a\0\1b"]
)
def test_what_may_be_secret_is_not_written_when_it_was_typed_as_bytes(payload: bytes) -> None:
    drafts = [Draft(payload.hex(" "), DraftKind.HEX), Draft(b64encode(payload).decode(), DraftKind.BASE64)]

    assert kept_drafts({"trades": drafts}, MASK) == {}


def test_bytes_that_are_no_secret_are_there_the_next_time() -> None:
    drafts = [Draft("01 02 zz", DraftKind.HEX), Draft("AQI=", DraftKind.BASE64)]

    assert kept_drafts({"trades": drafts}, MASK) == {
        "trades": [["binary hex", "01 02 zz"], ["binary base64", "AQI="]]
    }


def test_the_newest_fifty_are_kept_and_none_twice() -> None:
    drafts = [Draft(str(number)) for number in range(60)] * 2

    assert kept_drafts({"trades": drafts}, MASK) == {"trades": [["text", str(n)] for n in range(10, 60)]}


@pytest.mark.parametrize("kept", [None, [], {"a": 1}, {"a": ["x", ["text"], ["odd", "x"], ["text", 1]]}])
def test_what_is_damaged_is_left_out(kept: object) -> None:
    assert [draft for history in read_drafts(kept).values() for draft in history] == []
