from __future__ import annotations

from tests.factories import make_exchange
from tui.model.mask import Mask
from tui.widgets.response_cache import ResponseCache, masked_body


def test_a_body_is_laid_out_once() -> None:
    cache, exchange = ResponseCache(Mask()), make_exchange()

    assert cache.view(exchange) is cache.view(exchange)


def test_changes_are_found_once_for_the_same_two() -> None:
    cache, before, after = ResponseCache(Mask()), make_exchange(body=b"[1]"), make_exchange(body=b"[2]")

    assert cache.changes(before, after) == ([("$[0]", "1", "2")], {1})
    assert cache.changes(before, after)[0] is cache.changes(before, after)[0]


def test_a_secret_that_changes_is_no_change_that_is_told() -> None:
    cache = ResponseCache(Mask(["aaaa1", "bbbb2"]))

    paths, _ = cache.changes(make_exchange(body=b'["aaaa1"]'), make_exchange(body=b'["bbbb2"]'))

    assert paths == []


def test_bytes_that_are_no_text_survive_the_masking() -> None:
    body = masked_body(make_exchange(body=b"\xff hunter22 \xfe"), Mask(["hunter22"]))

    assert body == b"\xff \xe2\x80\xa2\xe2\x80\xa2\xe2\x80\xa2 \xfe"
