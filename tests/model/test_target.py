from __future__ import annotations

import pytest

from tui.model.target import (
    Auth,
    BasicAuth,
    BearerAuth,
    DigestAuth,
    Method,
    OAuth2,
    Target,
)


@pytest.mark.parametrize(
    "auth",
    [
        BasicAuth("me", "hunter22"),
        DigestAuth("me", "hunter22"),
        BearerAuth("hunter22"),
        OAuth2(token_url="https://id.example.com", client_id="me", client_secret="hunter22"),
    ],
    ids=lambda auth: type(auth).__name__,
)
def test_what_proves_who_we_are_is_not_printed(auth: Auth) -> None:
    target = Target(name="orders", url="https://orders.example.com", auth=auth)

    assert "hunter22" not in repr(target)


def test_post_and_patch_alone_may_not_be_sent_again_without_asking() -> None:
    assert {method for method in Method if not method.is_repeatable} == {Method.POST, Method.PATCH}


def test_a_target_is_watched_and_verified_unless_it_says_otherwise() -> None:
    target = Target(name="orders", url="https://orders.example.com")

    assert (target.enabled, target.tls.verify, target.auth, target.proxy) == (True, True, None, None)
