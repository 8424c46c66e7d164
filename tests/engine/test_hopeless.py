from __future__ import annotations

import ssl

import pytest

from tests.factories import make_failure
from tui.engine.failures import FailureError
from tui.engine.hopeless import is_hopeless, is_hopeless_status


@pytest.mark.parametrize("status", [200, 204, 302, 400, 401, 403, 404, 410, 426])
def test_an_answer_that_would_come_again_is_hopeless(status: int) -> None:
    assert is_hopeless_status(status)


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504, 520])
def test_an_answer_that_may_change_is_not_hopeless(status: int) -> None:
    assert not is_hopeless_status(status)


@pytest.mark.parametrize(
    ("kind", "expected"), [("url", True), ("local", True), ("proxy", True), ("connect", False)]
)
def test_what_only_the_configuration_can_mend_is_hopeless(kind: str, expected: bool) -> None:  # noqa: FBT001 - a parameter
    failure = make_failure(kind)

    assert is_hopeless(FailureError(failure), failure) is expected


def test_a_certificate_stays_as_it_is_and_a_lost_connection_may_not() -> None:
    assert is_hopeless(ssl.SSLCertVerificationError(), make_failure("tls"))
    assert not is_hopeless(ConnectionResetError(), make_failure("reset"))
