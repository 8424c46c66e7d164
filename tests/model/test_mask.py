from __future__ import annotations

from string import ascii_letters, digits

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.model.mask import MASKED, Mask, is_secret_name, masked_start

secrets = st.lists(st.text(alphabet=ascii_letters + digits + ".*+?[](){}\\^$|", min_size=4), min_size=1)


@given(secrets, st.lists(st.text()))
def test_no_secret_survives(values: list[str], between: list[str]) -> None:
    text = "".join(f"{secret}{part}" for secret, part in zip(values * 3, [*between, ""], strict=False))
    masked = Mask(values)(text)

    assert not any(value in masked for value in values)


@pytest.mark.parametrize("limit", range(1, 40))
@pytest.mark.parametrize("secret", ["hunter22", "pässwörd"])
def test_a_cut_shows_no_part_of_a_secret_and_little_less_than_all_before_it(limit: int, secret: str) -> None:
    content = f"0123456789{secret}0123456789 {secret}{secret}".encode()
    start = masked_start(content, limit, Mask([secret]))

    assert not any(part in start for part in (b"hunt", b"p\xc3\xa4s", b"ter22", b"rd"))
    assert start.startswith(b"0123456789"[: max(0, limit - len(secret.encode()))])
    assert len(start) <= limit + len(MASKED.encode())


def test_where_nothing_is_secret_a_cut_is_just_that() -> None:
    assert masked_start(b"0123456789", 4, Mask()) == b"0123"
    assert masked_start(b"0123456789", 4, Mask(["secret"])) == b"0123"


@given(st.text())
def test_a_text_without_secrets_stays_as_it_is(text: str) -> None:
    assert Mask()(text) == text


def test_a_secret_that_contains_another_is_masked_whole() -> None:
    assert Mask(["pass", "password1"])("password1 pass") == f"{MASKED} {MASKED}"


def test_a_very_short_secret_does_not_mask_half_of_every_text() -> None:
    assert Mask(["a", "", "abc"])("a banana, abc") == "a banana, abc"


@pytest.mark.parametrize(
    "name",
    [
        "Authorization",
        "proxy-authorization",
        "Set-Cookie",
        "X-Auth-Token",
        "client_secret",
        "passwd",
        "passcode",
        "db_password",
        "X-Api-Key",
        "apikey",
        "api_key",
        "X-Amz-Signature",
        "X-Amz-Credential",
        "aws_access_key_id",
        "private-key",
        "session_id",
        "sig",
        "pwd",
        "X-Auth",
    ],
)
def test_a_name_that_looks_secret_hides_its_value(name: str) -> None:
    assert is_secret_name(name)
    assert Mask().value(name, "anything") == MASKED


@pytest.mark.parametrize(
    "name", ["Accept", "Content-Type", "X-Request-Id", "key", "api", "design", "session", "author"]
)
def test_other_names_show_their_values(name: str) -> None:
    assert Mask(["hunter22"]).value(name, "is hunter22") == f"is {MASKED}"


def test_a_payload_is_masked_and_otherwise_as_it_was() -> None:
    assert Mask(["hunter22"]).payload(b"\xff\x00 hunter22") == b"\xff\x00 " + MASKED.encode()


def test_a_document_is_masked_by_the_names_and_the_values_in_it() -> None:
    document = {"user": "ada", "password": 7, "notes": ["is hunter22", 1, None]}

    assert Mask(["hunter22"]).document(document) == {
        "user": "ada",
        "password": MASKED,
        "notes": [f"is {MASKED}", 1, None],
    }


def test_a_mask_learns_the_secrets_of_another_and_keeps_its_own() -> None:
    mask = Mask(["hunter22"])
    mask.learn(Mask(["swordfish"]))

    assert mask("hunter22 swordfish") == f"{MASKED} {MASKED}"


def test_a_longer_secret_that_is_learnt_later_is_masked_whole() -> None:
    mask = Mask(["pass"])
    mask.learn(Mask(["password1"]))

    assert mask("password1 pass") == f"{MASKED} {MASKED}"


@pytest.mark.parametrize("before", [0, 262_140, 262_143, 262_144, 600_000])
def test_a_secret_is_found_wherever_in_a_long_text(before: int) -> None:
    text = "x" * before + "hunter22" + "y" * 300_000 + "hunter22"

    assert Mask(["hunter22"])(text) == "x" * before + "•••" + "y" * 300_000 + "•••"
