from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.factories import make_endpoint
from tui.model.mask import MASKED, Mask
from tui.model.target import BasicAuth, FileBody, FormBody, JsonBody, Method, TextBody
from tui.text.request_draft import Draft, DraftError, draft_of, edited

if TYPE_CHECKING:
    from typing import Any

    from tui.model.endpoint import Endpoint

MASK = Mask(["hunter22", "swordfish"])
ORDER = make_endpoint(
    url="https://shop.example.com/orders?page=1",
    method=Method.POST,
    params={"token": "swordfish", "limit": "5"},
    headers={"Accept": "*/*", "Authorization": "Bearer hunter22"},
    body=JsonBody({"sku": "a", "password": "hunter22", "count": 2}),
    auth=BasicAuth("ann", "hunter22"),
    resolve="192.0.2.7",
)


def change(endpoint: Endpoint = ORDER, **parts: Any) -> Endpoint:
    draft = draft_of(endpoint, MASK)
    texts = {"method": draft.method, "url": draft.url, "headers": draft.headers, "body": draft.body}
    return edited(endpoint, Draft(**(texts | parts)), MASK)


def test_a_draft_shows_the_whole_request_and_no_secret() -> None:
    draft = draft_of(ORDER, MASK)

    assert draft.method == "POST"
    assert draft.url == f"https://shop.example.com/orders?page=1&token={MASKED}&limit=5"
    assert draft.headers == f"Accept: */*\nAuthorization: {MASKED}"
    assert draft.body == f'{{\n  "sku": "a",\n  "password": "{MASKED}",\n  "count": 2\n}}'


@pytest.mark.parametrize(
    "body", [None, TextBody("a\nhunter22"), FormBody({"a b": "1", "pwd": "x&y"}), FileBody(Path("/x"))]
)
def test_what_was_not_touched_is_sent_as_it_is(body: Any) -> None:
    endpoint = make_endpoint(body=body, headers={"Cookie": "a=1"}, params={"q": "ä &"})

    assert change(endpoint) == endpoint
    assert change() == ORDER


def test_method_and_headers_are_those_of_the_draft() -> None:
    changed = change(method=" put ", headers="X-Try:  1 \n\nAccept: text/html")

    assert changed.method is Method.PUT
    assert changed.headers == {"X-Try": "1", "Accept": "text/html"}


def test_secrets_beside_an_edit_are_kept() -> None:
    draft = draft_of(ORDER, MASK)
    changed = change(
        url=draft.url.replace("page=1", "page=2"),
        headers=draft.headers.replace("*/*", "text/html"),
        body=draft.body.replace("2", "3"),
    )

    assert changed.url == "https://shop.example.com/orders?page=2&token=swordfish&limit=5"
    assert changed.params == {}
    assert changed.headers["Authorization"] == "Bearer hunter22"
    assert changed.body == TextBody('{\n  "sku": "a",\n  "password": "hunter22",\n  "count": 3\n}')
    assert changed.headers["Content-Type"] == "application/json"


def test_a_mask_that_was_edited_is_refused_instead_of_sent() -> None:
    with pytest.raises(DraftError, match="write the secret in place of") as caught:
        change(headers=f"Authorization: Basic {MASKED}")

    assert caught.value.part == "headers"


def test_two_secrets_that_look_alike_are_not_mixed_up() -> None:
    endpoint = make_endpoint(body=JsonBody([{"pin": "hunter22"}, {"pin": "swordfish"}]))
    text = draft_of(endpoint, MASK).body

    with pytest.raises(DraftError, match="nobody can tell"):
        change(endpoint, body=text + "\n")


def test_another_server_gets_no_credentials_and_is_dialled_by_its_own_address() -> None:
    changed = change(url="https://staging.example.com/orders")

    assert (changed.auth, changed.resolve) == (None, None)


def test_another_path_of_the_same_server_keeps_the_credentials() -> None:
    changed = change(url="https://shop.example.com/carts")

    assert (changed.auth, changed.resolve) == (ORDER.auth, ORDER.resolve)


@pytest.mark.parametrize(
    ("before", "text", "kind"),
    [
        (None, '{"a": 1}', "application/json"),
        (None, "hello", None),
        (JsonBody({}), "{broken", "application/json"),
        (FormBody({"a": "1"}), "a=2", "application/x-www-form-urlencoded"),
        (TextBody("a"), "{}", None),
    ],
)
def test_a_body_is_sent_to_the_letter_under_its_type(before: Any, text: str, kind: str | None) -> None:
    changed = change(make_endpoint(body=before), body=text)

    assert changed.body == TextBody(text)
    assert changed.headers.get("Content-Type") == kind


def test_an_empty_body_is_none_and_another_file_is_read() -> None:
    assert change(body="").body is None
    assert change(make_endpoint(body=FileBody(Path("/a"))), body="@/b").body == FileBody(Path("/b"))


@pytest.mark.parametrize(
    ("parts", "part", "why"),
    [
        ({"method": "FETCH"}, "method", "FETCH is no method: GET"),
        ({"method": ""}, "method", "nothing is no method"),
        ({"url": "shop.example.com"}, "url", "has no scheme"),
        ({"url": "wss://shop.example.com"}, "url", "write http://"),
        ({"headers": "Accept"}, "headers", "line 1 is no header"),
        ({"headers": "A: 1\nB C: 2"}, "headers", "line 2 is no header"),
        ({"headers": "A: 1\na: 2"}, "headers", "line 2: a is there already"),
        ({"headers": "A: \x1b[31m"}, "headers", "no control characters"),
    ],
)
def test_what_cannot_be_sent_says_what_and_where(parts: Any, part: str, why: str) -> None:
    with pytest.raises(DraftError, match=why.replace("[", r"\[")) as caught:
        change(**parts)

    assert caught.value.part == part
