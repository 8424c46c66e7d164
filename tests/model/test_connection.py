from __future__ import annotations

import pytest

from tui.model.connection import Close, Ending, Side


@pytest.mark.parametrize(
    ("code", "name"),
    [
        (1000, "normal closure"),
        (1006, "abnormal closure"),
        (3000, "private code"),
        (4999, "private code"),
        (999, "unknown code"),
        (5000, "unknown code"),
    ],
)
def test_every_code_has_a_name(code: int, name: str) -> None:
    assert Close(code=code).name == name


def test_private_codes_mean_what_the_subprotocol_says() -> None:
    agreed, other = Close(code=4429, subprotocol="graphql-transport-ws"), Close(code=4429)

    assert str(agreed) == "4429 too many initialisation requests"
    assert str(other) == "4429 private code"
    assert Close(code=4999, subprotocol="graphql-transport-ws").name == "private code"


def test_a_close_says_everything_that_is_known_of_it() -> None:
    close = Close(code=1013, reason="overloaded", by=Side.SERVER, detail="after 3 s")

    assert str(close) == '1013 try again later · "overloaded" · after 3 s'


@pytest.mark.parametrize(
    ("code", "clean"), [(1000, True), (1001, True), (1005, True), (1006, False), (4000, False)]
)
def test_only_a_goodbye_is_clean(code: int, clean: bool) -> None:  # noqa: FBT001 - a table
    assert Close(code=code).is_clean is clean


@pytest.mark.parametrize("code", [1002, 1003, 1007, 1008, 1009, 1010])
def test_a_fault_that_would_come_again_is_fatal(code: int) -> None:
    assert Close(code=code).is_fatal


@pytest.mark.parametrize(("code", "fatal"), [(4401, True), (4429, True), (4403, False), (4500, False)])
def test_a_private_code_is_fatal_if_the_subprotocol_says_so(code: int, fatal: bool) -> None:  # noqa: FBT001 - a table
    assert Close(code=code, subprotocol="graphql-transport-ws").is_fatal is fatal
    assert not Close(code=code).is_fatal


@pytest.mark.parametrize("code", [1000, 1001, 1005, 1006, 1011, 1012, 1013, 4000])
def test_what_may_pass_is_not_fatal(code: int) -> None:
    assert not Close(code=code).is_fatal


@pytest.mark.parametrize("code", [1000, 1003, 1007, 1014, 3000, 4999])
def test_a_code_of_the_registry_may_travel(code: int) -> None:
    assert Close(code=code).may_travel


@pytest.mark.parametrize("code", [0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65_535])
def test_a_reserved_code_may_not_travel(code: int) -> None:
    assert not Close(code=code).may_travel


def test_a_frame_that_says_that_there_was_no_code_breaks_the_rules() -> None:
    said = Close(code=1005, detail="a code that no close frame may carry", ending=Ending.CLOSE_FRAME)

    assert Close(code=1005, ending=Ending.CLOSE_FRAME).is_clean
    assert Close(code=1005, detail="the server ended the stream", ending=Ending.FIN).is_clean
    assert not said.is_clean
