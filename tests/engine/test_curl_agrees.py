"""The line that is copied for curl makes the request that we make: the real curl runs it."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import skipUnless
from urllib.parse import unquote

from tests.factories import make_endpoint
from tests.probing import PATIENCE, ProberCase
from tests.servers import ok, redirecting, serve, serve_proxy
from tui.model.mask import MASKED, Mask
from tui.model.target import (
    BasicAuth,
    BearerAuth,
    FileBody,
    FormBody,
    JsonBody,
    Method,
    TextBody,
    TlsOptions,
)
from tui.text.curl import curl_line

if TYPE_CHECKING:
    from typing import Any

    from tests.servers import Seen, Server
    from tui.model.endpoint import Endpoint

SECRET = "hunter 22'$(x)"
TELLING = ("host", "authorization", "content-type", "x-try")
"""The headers that have to be the same; how a client calls itself does not."""


def told(seen: Seen) -> tuple[Any, ...]:
    """Return what a server has to see alike from both."""
    headers = {name: value for name in TELLING if (value := seen.headers.get(name)) is not None}
    return seen.method, unquote(seen.target), headers, seen.body


async def run(line: str) -> int:
    """Run a command line as somebody does who pastes it, with the secret in its place."""
    process = await asyncio.create_subprocess_exec(
        "bash", "-c", f"SECRET={_quoted(SECRET)}; {line} -s -o /dev/null -q"
    )
    return await process.wait()


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


@skipUnless(shutil.which("curl") and shutil.which("bash"), "there is no curl")
class CurlTest(ProberCase):
    async def compare(self, server: Server, **changes: Any) -> tuple[Seen, Seen]:
        """Check something ourselves and with curl, and return both requests."""
        endpoint = make_endpoint(**{"url": server.url, "timeout": PATIENCE, **changes})
        result = await self.prober.check(endpoint)
        code = await run(self.line(endpoint))

        assert result.failure is None
        assert code == 0
        ours, theirs = server.seen[0], server.seen[len(server.seen) // 2]
        return ours, theirs

    def line(self, endpoint: Endpoint) -> str:
        """Return the line with the secret where it was masked."""
        return (
            curl_line(endpoint, Mask([SECRET]))
            .replace(f"'{MASKED}'", '"$SECRET"')
            .replace(MASKED, "'\"$SECRET\"'")
        )

    async def agree(self, **changes: Any) -> None:
        async with serve(ok()) as server:
            changes = {"url": f"{server.url}orders", **changes}
            ours, theirs = await self.compare(server, **changes)

        assert told(theirs) == told(ours)

    async def test_every_method(self) -> None:
        for method in Method:
            with self.subTest(method=method):
                await self.agree(method=method)

    async def test_every_method_with_a_body(self) -> None:
        for method in (Method.POST, Method.PUT, Method.PATCH, Method.DELETE, Method.GET):
            with self.subTest(method=method):
                await self.agree(method=method, body=TextBody("line 1\nline 2 \"quoted\" 'too' $HOME ä"))

    async def test_headers(self) -> None:
        await self.agree(headers={"X-Try": 'it\'s "quoted" $HOME `id` !x', "Accept": "text/*;q=0.5, */*"})

    async def test_a_header_without_a_value(self) -> None:
        await self.agree(headers={"X-Try": ""})

    async def test_a_json_body(self) -> None:
        await self.agree(method=Method.POST, body=JsonBody({"sku": "a'b\\", "n": [1, 2.5, None], "ä": "€"}))

    async def test_a_json_body_of_another_type(self) -> None:
        await self.agree(
            method=Method.POST, body=JsonBody([1]), headers={"content-type": "application/vnd.api+json"}
        )

    async def test_a_form(self) -> None:
        await self.agree(
            method=Method.POST, body=FormBody({"name": "Ann & Bob", "q": "a=b+c", "at": "@home", "ä": "1"})
        )

    async def test_a_body_that_looks_like_a_file_name(self) -> None:
        await self.agree(method=Method.POST, body=TextBody("@/etc/hostname"))

    async def test_a_file(self) -> None:
        path = Path(self.directory) / "body file.bin"
        path.write_bytes(b"\r\n\x00one\n")
        await self.agree(method=Method.PUT, body=FileBody(path))

    async def test_basic_credentials(self) -> None:
        await self.agree(auth=BasicAuth("ann", SECRET))

    async def test_a_bearer_token(self) -> None:
        await self.agree(auth=BearerAuth(SECRET))

    async def test_parameters(self) -> None:
        await self.agree(params={"q": "a b&c", "page": "1", "ä": "€", "list[]": "{x}"})

    async def test_a_url_with_brackets(self) -> None:
        async with serve(ok()) as server:
            ours, theirs = await self.compare(server, url=f"{server.url}find?ids=[1,2]&x={{y}}")

        assert told(theirs) == told(ours)

    async def test_an_address_in_place_of_the_name(self) -> None:
        async with serve(ok()) as server:
            url = f"http://shop.example.com:{server.port}/"
            ours, theirs = await self.compare(server, url=url, resolve="127.0.0.1")

        assert told(theirs) == told(ours)

    async def test_a_proxy(self) -> None:
        async with serve(ok()) as server, serve_proxy() as proxy:
            ours, theirs = await self.compare(server, proxy=proxy.url.rstrip("/"))

        assert told(theirs) == told(ours)
        assert len(proxy.seen) == 2

    async def test_a_certificate_that_is_not_verified(self) -> None:
        context, _ = self.trusted("localhost")
        async with serve(ok(), tls=context) as server:
            ours, theirs = await self.compare(server, tls=TlsOptions(verify=False))

        assert told(theirs) == told(ours)

    async def test_an_authority_of_our_own(self) -> None:
        context, options = self.trusted("localhost")
        async with serve(ok(), tls=context) as server:
            ours, theirs = await self.compare(server, tls=options)

        assert told(theirs) == told(ours)

    async def test_redirects(self) -> None:
        async with serve(redirecting(2)) as server:
            ours, theirs = await self.compare(server)

        assert told(theirs) == told(ours)
        assert len(server.seen) == 6
