from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from multidict import CIMultiDict

from tests.factories import make_endpoint
from tui.engine.plan import Plan
from tui.engine.session import resend_when_stale
from tui.engine.tls import TlsContexts
from tui.model.endpoint import ConnectionUse
from tui.model.mask import MASKED, Mask
from tui.model.target import FileBody, JsonBody, Method, NetrcAuth, TlsOptions

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any


def make_plan(*secrets: str, environ: dict[str, str] | None = None, **changes: Any) -> Plan:
    return plan_of(Mask(secrets), environ, **changes)


def plan_of(mask: Mask, environ: dict[str, str] | None = None, **changes: Any) -> Plan:
    return Plan(make_endpoint(**changes), environ=environ or {}, mask=mask, contexts=TlsContexts())


def test_a_plan_is_for_its_endpoint_alone() -> None:
    plan = make_plan()

    assert plan.suits(make_endpoint())
    assert not plan.suits(make_endpoint(url="https://other.example.com/"))


def test_a_plan_holds_until_there_are_more_secrets() -> None:
    mask = Mask()
    plan = plan_of(mask)
    mask.learn(Mask(["hunter22"]))

    assert not plan.suits(make_endpoint())


def test_what_is_sent_is_written_once() -> None:
    plan = make_plan("hunter22", method=Method.POST, body=JsonBody({"pin": "hunter22"}))

    async def write() -> None:
        message = await plan.message()

        assert message.options["data"] == b'{"pin": "hunter22"}'
        assert message.shown == f'{{"pin": "{MASKED}"}}'.encode()
        assert message.options["headers"]["Content-Type"] == "application/json"
        assert await plan.message() is message

    asyncio.run(write())


def test_a_file_is_read_every_time(tmp_path: Path) -> None:
    path = tmp_path / "ping.json"
    plan = make_plan(method=Method.POST, body=FileBody(path))

    async def write(content: bytes) -> object:
        path.write_bytes(content)
        return (await plan.message()).options["data"]

    assert [asyncio.run(write(b"1")), asyncio.run(write(b"2"))] == [b"1", b"2"]


def test_credentials_are_looked_up_every_time(tmp_path: Path) -> None:
    path = tmp_path / "netrc"
    plan = make_plan(url="https://a.example/", auth=NetrcAuth(), environ={"NETRC": str(path)})

    async def authorize(password: str) -> object:
        path.write_text(f"machine a.example login me password {password}\n")
        return (await plan.message()).options["headers"]["Authorization"]

    assert asyncio.run(authorize("one")) != asyncio.run(authorize("two"))


def test_headers_that_are_sent_again_are_shown_by_the_same_text() -> None:
    plan = make_plan("hunter22")
    shown = plan.shown(CIMultiDict({"X-Pin": "hunter22"}))

    assert shown == (("X-Pin", MASKED),)
    assert plan.shown(CIMultiDict({"X-Pin": "hunter22"})) is shown
    assert plan.shown(CIMultiDict({"X-Pin": "1234"})) == (("X-Pin", "1234"),)


@pytest.mark.parametrize(
    ("changes", "count"),
    [
        ({}, 0),
        ({"headers": {"X-Api-Key": "k"}}, 1),
        ({"headers": {"X-Api-Key": "k"}, "follow": False}, 0),
        ({"tls": TlsOptions(server_name="b.example")}, 1),
    ],
)
def test_only_what_could_get_away_is_guarded(changes: dict[str, Any], count: int) -> None:
    assert len(make_plan(**changes).guards) == count


def test_only_a_connection_that_is_kept_can_be_stale() -> None:
    assert make_plan(connection=ConnectionUse.REUSE).guards == (resend_when_stale,)
