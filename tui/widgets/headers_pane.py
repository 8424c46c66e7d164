"""HeadersPane: the header fields of a response and its request, and what carried them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.text.cells import cell_len
from tui.text.safe import clean
from tui.text.units import NOTHING, span
from tui.widgets.advice import NOTHING_YET
from tui.widgets.document import Row, paragraph
from tui.widgets.document_pane import DocumentPane

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.model.check import CheckResult, Exchange, Headers, TlsFacts
    from tui.model.mask import Mask
    from tui.widgets.line import Runs

__all__ = ["HeadersPane", "certificate_runs", "connection_runs"]

_WIDEST = 36
_MARGIN = "  "
"""Before a name: as wide as the sign of what has changed and a blank."""
_DAY = 86_400
_SOON = 14 * _DAY
"""Seconds before a certificate expires that somebody should do something about it."""


class HeadersPane(DocumentPane):
    """Names and values as they came, in their order; secrets are masked."""

    caption = "headers"

    def __init__(
        self,
        result: Callable[[], CheckResult | None],
        previous: Callable[[], CheckResult | None] = lambda: None,
        *,
        mask: Mask,
        now: Callable[[], float],
        wraps: Callable[[], bool] = lambda: False,
        number: int | None = None,
        otherwise: Callable[[], str] = lambda: NOTHING_YET,
    ) -> None:
        """Take what gives the result, the good one before it, and what to say if there is none."""
        super().__init__(number=number, wraps=wraps)
        self._result, self._previous, self._otherwise = result, previous, otherwise
        self._mask, self._now = mask, now

    @property
    def is_telling(self) -> bool:
        result = self._result()
        return result is not None and result.exchange is not None

    def facts(self) -> Runs:
        result = self._result()
        if result is None or result.exchange is None:
            return []
        return [(str(len(result.exchange.headers)), "muted")]

    def subject(self) -> object:
        result, previous = self._result(), self._previous()
        if result is None:
            return self._otherwise()
        before = previous.exchange.headers if previous and previous.exchange else None
        return result.exchange or result.failure, before, int(self._now() / 3600)

    def make(self, width: int) -> list[Row]:
        result = self._result()
        if result is None:
            return paragraph(self.sentence(self._otherwise()), width)
        exchange = result.exchange
        if exchange is None:
            return paragraph("no response, so there are no headers", width, "muted")
        previous = self._previous()
        before = previous.exchange if previous else None
        connection = self._connection(exchange)
        names = (name for name, _ in (*exchange.headers, *connection, *exchange.request_headers))
        longest = max(cell_len(clean(name)) for name in names)
        column = min(longest + 3, _WIDEST, max(8, width // 2))
        return [
            *self._fields(exchange.headers, column, before=before),
            *(Row([]), _heading("connection")),
            *(_field(name, runs, column) for name, runs in connection),
            *(Row([]), _heading("request")),
            *self._fields(exchange.request_headers, column, before=None),
        ]

    def _fields(self, headers: Headers, column: int, *, before: Exchange | None) -> list[Row]:
        rows = [
            _field(
                name,
                [(clean(self._mask.value(name, value)), "text")],
                column,
                sign="~" if _is_changed(name, value, before) else " ",
            )
            for name, value in headers
        ]
        return rows or [Row([(NOTHING, "faint")], [(_MARGIN, "text")])]

    def _connection(self, exchange: Exchange) -> list[tuple[str, Runs]]:
        facts: list[tuple[str, Runs]] = [
            ("protocol", [(f"HTTP/{clean(exchange.http_version)}", "text")]),
            ("address", [(clean(exchange.ip or NOTHING), "text")]),
        ]
        tls = exchange.tls
        if tls is None:
            return [*facts, ("tls", [("none: this connection is not encrypted", "muted")])]
        names = clean(", ".join(tls.names) or NOTHING, 200)
        return [
            *facts,
            ("tls", [(clean(f"{tls.version} · {tls.cipher}"), "text")]),
            ("certificate", certificate_runs(tls, self._now())),
            ("issuer", [(clean(tls.issuer or NOTHING), "text")]),
            ("names", [(names, "text")]),
        ]


def connection_runs(result: CheckResult, now: float) -> Runs:
    """Return what carried a response in one row: "TLS 61 d · HTTP/1.1 · keep-alive reused"."""
    exchange = result.exchange
    if exchange is None:
        return []
    runs: Runs = []
    if exchange.tls is not None and exchange.tls.expires_at is not None:
        left = exchange.tls.expires_at - now
        runs += [
            (f"TLS {_days(left)}" if left > 0 else "TLS expired", _certificate_tag(left)),
            (" · ", "muted"),
        ]
    runs.append((f"HTTP/{clean(exchange.http_version)}", "muted"))
    return [*runs, (" · keep-alive reused", "muted")] if result.phases.is_reused else runs


def certificate_runs(tls: TlsFacts, now: float) -> Runs:
    """Return how long a certificate is still good."""
    if tls.expires_at is None:
        return [(NOTHING, "muted")]
    left = tls.expires_at - now
    text = f"expires in {_days(left)}" if left > 0 else f"expired {_days(-left)} ago"
    return [(text, _certificate_tag(left)), (clean(f"  {tls.subject or ''}"), "muted")]


def _certificate_tag(left: float) -> str:
    if left <= 0:
        return "err"
    return "warn" if left < _SOON else "muted"


def _days(seconds: float) -> str:
    """Write how long a certificate is good: in days, as people count them."""
    return f"{int(seconds // _DAY)} d" if seconds >= 2 * _DAY else span(seconds)


def _heading(text: str) -> Row:
    return Row([(text, "faint")], [(_MARGIN, "text")])


def _field(name: str, value: Runs, column: int, *, sign: str = " ") -> Row:
    """Return a name and its value, which begins in that column; the sign stands before both."""
    shown = clean(name, max(1, column - 1))
    runs = [(shown, "key"), (" " * (column - cell_len(shown)), "text"), *value]
    return Row(runs, [(sign.ljust(len(_MARGIN)), "warn-strong")])


def _is_changed(name: str, value: str, before: Exchange | None) -> bool:
    """Is this another value than before? A date and an age always are, and say nothing."""
    if before is None or name.lower() in {"date", "age"}:
        return False
    return (name.lower(), value) not in {(key.lower(), each) for key, each in before.headers}
