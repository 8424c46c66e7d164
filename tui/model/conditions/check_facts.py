"""CheckFacts: what conditions can ask of the check of an endpoint."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tui.model.conditions.document import Document, charset_of, decode_text
from tui.model.conditions.facts import FactError, Facts, FactsWithPast, Missing, Nodes, Several, Subject
from tui.model.conditions.json_path import JsonPath, JsonPathError
from tui.model.quantity import write_size

if TYPE_CHECKING:
    from collections.abc import Callable, Reversible, Sequence

    from tui.model.check import CheckResult, Exchange, Sample, TlsFacts

__all__ = ["CheckFacts", "select"]


class CheckFacts(FactsWithPast):
    """What a check has found so far; the body is decoded and parsed when first asked for, and once."""

    def __init__(
        self, result: CheckResult, *, history: Reversible[Sample] = (), previous: Facts | None = None
    ) -> None:
        """Take the result as far as it is known.

        `history` holds the samples of the checks before it, the newest last.
        """
        self.result = result
        self.history = history
        super().__init__(previous)
        self._document = Document(result.exchange.body if result.exchange is not None else b"")

    def value(self, subject: Subject, *, now: float) -> object:
        name = subject.name
        if name in _FROM_RESULT:
            return _FROM_RESULT[name](self.result)
        exchange = self._exchange()
        if name in _FROM_EXCHANGE:
            return _FROM_EXCHANGE[name](exchange, subject.argument)
        if name.startswith(("cert.", "tls.")):
            return _security(_tls(exchange), name, now)
        if name == "json" and subject.path is not None:
            return select(self.document(), subject.path)
        msg = f"an endpoint has no {name}"
        raise Missing(msg)

    def document(self) -> object:
        """Return the body's JSON document.

        Raises:
            Missing: There was no response.
            FactError: The body is no JSON, or too long to be read whole.
        """
        exchange = self._exchange()
        try:
            return self._document.read()
        except FactError as error:
            why = _cut(exchange) if exchange.is_truncated else error
            msg = f"the body is {why}"
            raise FactError(msg) from None

    def recent(self, subject: Subject, seconds: float, *, now: float) -> Sequence[float]:
        """Return the past values and the present one, which is the newest of them.

        Latencies measured while our own loop was late are left out, as long as there are others.
        """
        since = now - seconds
        read = _FROM_SAMPLE[subject.name]
        present = self._present(subject.name)
        is_left_out = subject.name == "latency" and self.result.is_tainted
        values = [] if present is None or is_left_out else [present]
        for sample in reversed(self.history):
            if sample.at < since:
                break
            if (value := read(sample)) is not None:
                values.append(value)
        return values or ([] if present is None else [present])

    def _present(self, name: str) -> float | None:
        match name:
            case "latency":
                return self.result.latency
            case "status":
                return self.result.status
            case _:
                return None if self.result.failure is None else 1

    def _exchange(self) -> Exchange:
        if self.result.exchange is None:
            msg = "no response"
            raise Missing(msg)
        return self.result.exchange


def select(document: object, path: JsonPath) -> object:
    """Return the value at a path: one value if it can only lead to one, else all of them.

    Raises:
        Missing: There is none where there should be one.
        FactError: The document is nested too deeply.
    """
    try:
        found = path.find(document)
    except JsonPathError as error:
        raise FactError(error.message) from None
    if not path.is_singular:
        return Nodes(found)
    if not found:
        msg = f"no value at {path}"
        raise Missing(msg)
    return found[0]


def _latency(result: CheckResult) -> float:
    if result.latency is None:
        msg = "no response"
        raise Missing(msg)
    return result.latency


def _error(result: CheckResult) -> str:
    if result.failure is None:
        msg = "no error"
        raise Missing(msg)
    return str(result.failure)


def _phase(name: str) -> Callable[[CheckResult], float]:
    def read(result: CheckResult) -> float:
        length: float | None = getattr(result.phases, name)
        if length is None:
            msg = f"no {name} phase"
            raise Missing(msg + (": the connection was reused" if result.phases.is_reused else ""))
        return length

    return read


def _ip(exchange: Exchange, _argument: str) -> str:
    if exchange.ip is None:
        msg = "no address is known"
        raise Missing(msg)
    return exchange.ip


def _body(exchange: Exchange, _argument: str) -> str:
    return decode_text(exchange.body, charset_of(exchange.header("content-type")))


def _header(exchange: Exchange, name: str) -> object:
    lowered = name.lower()
    values = [value for key, value in exchange.headers if key.lower() == lowered]
    return _one_or_several(values, f"no header {name}")


def _cookie(exchange: Exchange, name: str) -> object:
    """Return what Set-Cookie fields set the cookie to (RFC 6265, section 5.2)."""
    pairs = (
        value.partition(";")[0].partition("=")
        for key, value in exchange.headers
        if key.lower() == "set-cookie"
    )
    values = [value.strip().strip('"') for key, _, value in pairs if key.strip() == name]
    return _one_or_several(values, f"no cookie {name}")


def _one_or_several(values: list[str], otherwise: str) -> object:
    if not values:
        raise Missing(otherwise)
    return values[0] if len(values) == 1 else Several(values)


def _tls(exchange: Exchange) -> TlsFacts:
    if exchange.tls is None:
        msg = "no TLS on this connection"
        raise Missing(msg)
    return exchange.tls


def _security(tls: TlsFacts, name: str, now: float) -> object:
    value: object
    match name:
        case "cert.expires_in":
            value = None if tls.expires_at is None else tls.expires_at - now
        case "cert.issuer":
            value = tls.issuer
        case "cert.subject":
            value = tls.subject
        case _:
            value = tls.version
    if value is None:
        msg = f"no {name} is known"
        raise Missing(msg)
    return value


def _cut(exchange: Exchange) -> str:
    return f"cut after {write_size(len(exchange.body))}, so its JSON cannot be read: raise max_body"


_FROM_RESULT: Final[dict[str, Callable[[CheckResult], object]]] = {
    "latency": _latency,
    "error": _error,
    "attempts": lambda result: len(result.attempts),
    **{name: _phase(name) for name in ("dns", "connect", "tls", "send", "wait", "receive")},
}

_FROM_EXCHANGE: Final[dict[str, Callable[[Exchange, str], object]]] = {
    "status": lambda exchange, _: exchange.status,
    "size": lambda exchange, _: len(exchange.body),
    "url": lambda exchange, _: exchange.url,
    "redirects": lambda exchange, _: len(exchange.redirects),
    "ip": _ip,
    "body": _body,
    "header": _header,
    "cookie": _cookie,
}

_FROM_SAMPLE: Final[dict[str, Callable[[Sample], float | None]]] = {
    "latency": lambda sample: None if sample.is_tainted else sample.latency,
    "status": lambda sample: sample.status,
    "error": lambda sample: None if sample.outcome.is_good else 1,
}
