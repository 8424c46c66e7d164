from __future__ import annotations

import json
from typing import Any

import pytest

from tui.demo import replies
from tui.demo.script import ENDPOINTS, Mode, Scene

WELL = Scene(0.02)
BARE = {"cart-api", "image-resize", "status-page"}


def body(name: str, t: float = 0.0, scene: Scene = WELL) -> Any:
    return json.loads(replies.reply(name, t, scene).body)


@pytest.mark.parametrize("name", sorted(set(ENDPOINTS) - BARE))
def test_a_healthy_service_says_so_in_json(name: str) -> None:
    assert body(name)["status"] == "ok"


@pytest.mark.parametrize("name", ["cart-api", "payments-capture", "pricing", "stock-levels", "users-list"])
def test_an_answer_changes_a_little_over_time(name: str) -> None:
    before, after = body(name, 0), body(name, 30)

    assert before != after
    assert before.keys() == after.keys()


@pytest.mark.parametrize("name", sorted(ENDPOINTS))
def test_the_same_moment_has_the_same_answer(name: str) -> None:
    first = replies.reply(name, 12.5, WELL)

    assert replies.reply(name, 12.5, WELL) == first


def test_a_cart_goes_stale_when_it_is_unwell() -> None:
    assert body("cart-api")["stale"] is False
    assert body("cart-api", scene=Scene(0.7, mode=Mode.UNWELL))["stale"] is True


def test_the_total_of_a_cart_is_the_sum_of_its_items() -> None:
    cart = body("cart-api", 25)

    assert cart["total"] == pytest.approx(sum(item["qty"] * item["price"] for item in cart["items"]))


def test_the_status_page_tells_of_an_outage_with_200() -> None:
    page = replies.reply("status-page", 0, Scene(0.01, mode=Mode.UNWELL))

    assert page.status == 200
    assert b"Partial outage: search" in page.body


def test_an_image_is_a_png() -> None:
    image = replies.reply("image-resize", 0, WELL)

    assert image.content_type == "image/png"
    assert image.body.startswith(b"\x89PNG")


def test_the_users_fill_a_few_hundred_kilobytes() -> None:
    assert 250_000 < len(replies.reply("users-list", 0, WELL).body) < 350_000


def test_the_report_fills_five_megabytes_and_is_made_once() -> None:
    report = replies.fill_report()

    assert 4_500_000 < len(report) < 5_500_000
    assert len(json.loads(report)["rows"]) == 50_000
    assert replies.fill_report() is report


def test_the_manifest_has_another_version_in_the_second_half() -> None:
    assert [replies.manifest_version(t) for t in (0, 44.9, 45, 89.9, 90)] == [
        "v42",
        "v42",
        "v43",
        "v43",
        "v42",
    ]


def test_a_webhook_is_accepted() -> None:
    assert replies.reply("webhooks-in", 0, WELL).status == 202


@pytest.mark.parametrize("status", [401, 418, 429, 503, 504])
def test_an_error_explains_itself_in_json(status: int) -> None:
    failed = replies.reply("pricing", 0, Scene(0.02, status))
    told = json.loads(failed.body)

    assert failed.status == status
    assert told["status"] == "error"
    assert told["error"]


def test_a_limit_says_when_to_come_back() -> None:
    assert replies.error(429).headers["Retry-After"] == "5"
