from __future__ import annotations

from tests.factories import make_exchange
from tui.model.mask import Mask
from tui.widgets.response_cache import Difference, ResponseCache, masked_body


def test_a_body_is_laid_out_once() -> None:
    cache, exchange = ResponseCache(Mask()), make_exchange()

    assert cache.view(exchange) is cache.view(exchange)


def test_changes_are_found_once_for_the_same_two() -> None:
    cache, before, after = ResponseCache(Mask()), make_exchange(body=b"[1]"), make_exchange(body=b"[2]")

    assert cache.difference(before, after) == Difference([("$[0]", "1", "2")], {1})
    assert cache.difference(before, after) is cache.difference(before, after)


def test_a_secret_that_changes_is_no_change_that_is_told() -> None:
    cache = ResponseCache(Mask(["aaaa1", "bbbb2"]))

    found = cache.difference(make_exchange(body=b'["aaaa1"]'), make_exchange(body=b'["bbbb2"]'))

    assert found == Difference([], set())


def test_two_comparisons_are_kept_and_no_more() -> None:
    cache, one, *others = (ResponseCache(Mask()), *(make_exchange(body=b"[%d]" % at) for at in range(4)))
    first, second, third = (cache.difference(one, other) for other in others)

    assert cache.difference(one, others[1]) is second
    assert cache.difference(one, others[2]) is third
    assert cache.difference(one, others[0]) is not first


def test_lines_of_which_there_are_too_many_are_not_said_to_be_the_same() -> None:
    before, after = (make_exchange(body=b"a\n" * 200_001 + end, headers=()) for end in (b"b", b"c"))

    assert ResponseCache(Mask()).difference(before, after) == Difference([], None)


def test_bytes_that_are_no_text_survive_the_masking() -> None:
    body = masked_body(make_exchange(body=b"\xff hunter22 \xfe"), Mask(["hunter22"]))

    assert body == b"\xff \xe2\x80\xa2\xe2\x80\xa2\xe2\x80\xa2 \xfe"
