"""URLs without what nobody should see."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.model.mask import MASKED, Mask
from tui.text.urls import public_url, with_params


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://a.test/x?u=42", "https://a.test/x?u=42"),
        ("https://me:hunter2@a.test/", "https://me:•••@a.test/"),
        ("https://opaque@a.test/", "https://•••@a.test/"),
        ("https://a.test/?api_key=abc&u=1#top", "https://a.test/?api_key=•••&u=1#top"),
        ("https://a.test/?u=s3%2Fcret&v=", "https://a.test/?u=•••&v="),
        ("https://a.test/s3/cret/x", "https://a.test/•••/x"),
        ("https://a.test/s3%2Fcret/x", "https://a.test/•••/x"),
        ("https://a.test/a%2Fb?x=1&x=2&y", "https://a.test/a%2Fb?x=1&x=2&y"),
        ("nonsense", "nonsense"),
    ],
)
def test_a_secret_is_masked_wherever_it_stands(url: str, shown: str) -> None:
    assert public_url(url, Mask(["s3/cret"])) == shown


def test_nothing_is_left_of_a_url_that_is_a_secret_itself() -> None:
    url = "https://me:p@s3cret/x@a.test/"

    assert public_url(url, Mask([url])) == MASKED


def test_parameters_are_added_to_the_query_there_is() -> None:
    url = with_params("https://a.test/?a=1#top", {"b c": "d&e", "token": "abcd"}, Mask())

    assert url == "https://a.test/?a=1&b+c=d%26e&token=•••#top"


@given(st.text(), st.text(min_size=4))
def test_no_url_is_too_strange(url: str, secret: str) -> None:
    assert isinstance(public_url(url, Mask([secret])), str)


@given(st.text("abc?&=#/:@"))
def test_a_url_without_secrets_stays_as_it_is(text: str) -> None:
    if "@" not in text:
        assert public_url(text, Mask()) == text


def test_what_a_mask_learns_later_counts_as_well() -> None:
    mask = Mask()
    url = "https://api.example.com/v1/s3cretpath"
    before = public_url(url, mask)
    mask.learn(Mask(["s3cretpath"]))

    assert (before, public_url(url, mask)) == (url, f"https://api.example.com/v1/{MASKED}")
