from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.demo import messages

NUMBERS = st.integers(min_value=0, max_value=10**9)


def read(text: str | bytes | None) -> Any:
    assert isinstance(text, str)
    return json.loads(text)


@given(NUMBERS)
def test_every_trade_is_a_picture_or_json_with_a_type(number: int) -> None:
    said = messages.trade(number)

    assert said[:4] == b"\x89PNG" if isinstance(said, bytes) else "type" in read(said)


def test_most_trades_are_new_orders_among_a_few_of_every_other_kind() -> None:
    said = [messages.trade(number) for number in range(1_000)]
    kinds = Counter("binary" if isinstance(trade, bytes) else read(trade)["type"] for trade in said)

    assert set(kinds) == {
        "order.created",
        "order.updated",
        "order.cancelled",
        "heartbeat",
        "error",
        "binary",
    }
    assert kinds["order.created"] > 700
    assert kinds["binary"] == 7


def test_an_order_costs_its_price_times_its_quantity() -> None:
    order = read(messages.trade(0))

    assert order == {**order, "id": 88_000, "sku": "D-404", "qty": 3, "total": 126.0}


@given(NUMBERS)
def test_the_ticker_asks_for_more_than_it_bids(number: int) -> None:
    quote = read(messages.tick(number))

    assert quote["bid"] <= quote["ask"]
    assert quote["seq"] == number


@given(NUMBERS)
def test_presence_tells_who_does_what(number: int) -> None:
    told = read(messages.presence(number))

    assert told["type"].startswith("presence.")
    assert 32 <= told["online"] <= 48


def test_a_deployment_names_service_and_version() -> None:
    assert read(messages.deploy(3)) == {"service": "auth-token", "version": "1.0.3", "by": "barbara"}


def test_a_welcome_names_the_feed() -> None:
    assert read(messages.welcome("echo"))["feed"] == "echo"


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        ('{"op":"subscribe","channel":"eu"}', {"type": "subscribed", "channel": "eu"}),
        ('{"op":"subscribe"}', {"type": "subscribed", "channel": "all"}),
        ('{"op":"ping","id":7}', {"type": "pong", "id": 7}),
        (
            '{"jsonrpc":"2.0","method":"add","params":[1,2],"id":"a"}',
            {"jsonrpc": "2.0", "id": "a", "result": {"method": "add", "params": [1, 2]}},
        ),
    ],
)
def test_a_request_is_answered_under_its_id(request_: str, expected: object) -> None:
    assert read(messages.answer(request_)) == expected


@pytest.mark.parametrize("text", ["", "hello", "[1]", '{"op":"sing"}', "[" * 100_000, '{"op":' * 5_000])
def test_what_is_no_request_has_no_answer(text: str) -> None:
    assert messages.answer(text) is None


@given(st.text())
def test_no_text_breaks_the_answer(text: str) -> None:
    assert messages.answer(text) is None
