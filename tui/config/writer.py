"""Writing what is watched as a configuration that means the same again, and holds no secret."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from tui.config.errors import shown_path
from tui.config.kinds import Duration, Flag, ListOf, MapOf, Size, Text, Whole
from tui.config.loader import default_settings
from tui.config.part_tables import RECONNECT, Reconnect
from tui.config.quill import Quill
from tui.config.rule_kinds import ConditionText, ExpectedStatus, RetryReason
from tui.config.table import Table
from tui.config.tables import NOTIFY, SETTINGS
from tui.config.target_tables import ENDPOINT, FEED
from tui.config.toml import toml_file
from tui.config.urls import name_of_url
from tui.config.wire_kinds import Headers, HeaderValue, JsonValue, OnlyTrue
from tui.model.condition import Condition
from tui.model.endpoint import Endpoint, Expect, RetryPolicy
from tui.model.feed import BufferLimits, Feed, Pairing, ReconnectPolicy, Trigger
from tui.model.mask import is_secret_name
from tui.model.notify import Notify, NotifyVia
from tui.model.quantity import TIME_UNITS, parse_duration, write_duration
from tui.model.target import (
    BasicAuth,
    BearerAuth,
    DigestAuth,
    FileBody,
    FormBody,
    JsonBody,
    NetrcAuth,
    OAuth2,
    TextBody,
    TlsOptions,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from tui.config.config import Config
    from tui.config.kinds import Kind

__all__ = ["Written", "config_text", "write_config"]

_HEAD = "#:schema ./asyncdash.schema.json\n"
_TO_SET = "# Its secrets are not in here: set {} in the environment or in .env.\n"
_UNTITLED = "asyncdash"
_USUAL: Mapping[type[Struct], Struct] = {
    type(usual): usual
    for usual in (
        Endpoint(name="", url=""),
        Feed(name="", url=""),
        Notify(via=NotifyVia.DESKTOP),
        BufferLimits(),
        OAuth2(token_url="", client_id="", client_secret=""),
        Pairing("", ""),
        ReconnectPolicy(),
        RetryPolicy(),
        TlsOptions(),
        Trigger(when=Condition(""), actions=()),
    )
}
"""What holds where nobody says otherwise, and anything in place of what somebody has to say."""
_WAYS: Mapping[type[Struct], tuple[str, Callable[[Any], object]]] = {
    BearerAuth: ("bearer", attrgetter("token")),
    BasicAuth: ("basic", lambda auth: f"{auth.user}:{auth.password}"),
    DigestAuth: ("digest", lambda auth: f"{auth.user}:{auth.password}"),
    NetrcAuth: ("netrc", lambda _: True),
    OAuth2: ("oauth2", lambda auth: auth),
    TextBody: ("text", attrgetter("text")),
    JsonBody: ("json", attrgetter("value")),
    FormBody: ("form", attrgetter("fields")),
    FileBody: ("file", attrgetter("path")),
}
"""The one key of a table that is a choice, and what stands there."""
_CLASS = 100
"""How many status codes "2xx" stands for."""


class Written(Struct, frozen=True):
    """A configuration as a text."""

    text: str
    missing: tuple[str, ...]
    """The variables that have to be set before it can be read."""


def config_text(config: Config, environ: Mapping[str, str]) -> Written:
    """Return the file that says all that a configuration says; each endpoint and feed says its own.

    Secrets stand in it as the variables that they came from, or else as
    variables that are to be set.
    """
    writer = _Writer(Quill(config.references, environ))
    tables: dict[str, Any] = {}
    if config.title != _UNTITLED:
        tables["title"] = writer.quill.text(config.title)
    tables["settings"] = writer.table(SETTINGS, config.settings, default=default_settings(environ))
    tables["keys"] = {name: ",".join(keys) for name, keys in config.keys.items()}
    tables["endpoint"] = [writer.target(ENDPOINT, endpoint) for endpoint in config.endpoints]
    tables["feed"] = [writer.target(FEED, feed) for feed in config.feeds]
    tables["notify"] = [writer.table(NOTIFY, rule) for rule in config.notify]
    missing = tuple(writer.quill.missing)
    return Written(
        _HEAD + (_TO_SET.format(", ".join(missing)) if missing else "") + toml_file(tables), missing
    )


def write_config(path: Path, config: Config, environ: Mapping[str, str]) -> Written:
    """Write a new configuration.

    Raises:
        FileExistsError: Something is there already, and is left as it is.
        OSError: It cannot be written.
    """
    written = config_text(config, environ)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(written.text)
    except FileExistsError:
        raise FileExistsError(
            f"{shown_path(path)} exists already and is left as it is: name another file"
        ) from None
    return written


class _Writer:
    """The inverse of what reads: from what values mean to how they are written."""

    def __init__(self, quill: Quill) -> None:
        self.quill = quill

    def target(self, table: Table[Any], target: Endpoint | Feed) -> dict[str, object]:
        """Return the table of an endpoint or a feed; its name only where its URL does not say it."""
        self.quill.subject = target.name
        written = self.table(table, target)
        name = written.pop("name")
        return written if target.name == name_of_url(target.url) else {"name": name, **written}

    def table(self, table: Table[Any], value: Struct, *, default: Struct | None = None) -> dict[str, object]:
        """Return what is not as it would be if nobody wrote it."""
        usual = default or _USUAL[type(value)]
        return {
            name: self.value(key.kind, item, name)
            for name, key in table.keys.items()
            if (item := getattr(value, key.name or name)) != getattr(usual, key.name or name)
            or key.is_required
        }

    def value(self, kind: Kind[Any], value: Any, name: str) -> object:  # noqa: ANN401, PLR0911 - of all kinds
        """Return how a value of a kind is written; `name` is that of its key."""
        match kind:
            case ListOf():
                return [self.value(kind.item, item, name) for item in value]
            case MapOf():
                return {key: self.value(kind.item, item, key) for key, item in value.items()}
            case Headers():
                return {key: self.value(HeaderValue(), item, key) for key, item in value.items()}
            case JsonValue():
                return self._json(value, name)
            case Reconnect():
                return self.table(RECONNECT, value) if value is not None else False
            case Table(is_choice=True):
                way, inner = _WAYS[type(value)]
                return {way: self.value(kind.keys[way].kind, inner(value), way)}
            case Table():
                return self.table(kind, value)
            case _:
                return self._single(kind, value, name)

    def _single(self, kind: Kind[Any], value: Any, name: str) -> object:  # noqa: ANN401 - of all kinds
        match kind:
            case Flag() | OnlyTrue() | RetryReason() | Size() | Whole():
                return value
            case Duration():
                return _duration(value if kind.may_be_zero and not value else max(value, kind.least))
            case ExpectedStatus():
                return _statuses(value)
            case ConditionText():
                return self.quill.text(value.text)
            case _:
                return self.quill.text("" if value is None else str(value), kind, name)

    def _json(self, value: object, name: str) -> object:
        """Return a value of JSON; a number whose name says that it is a secret becomes a text."""
        match value:
            case dict():
                return {
                    key: self._json(item, name if is_secret_name(name) else key)
                    for key, item in value.items()
                }
            case list():
                return [self._json(item, name) for item in value]
            case bool():
                return value
            case str():
                return self.quill.text(value, Text(), name)
            case _:
                return self.quill.text(str(value), Text(), name) if is_secret_name(name) else value


def _duration(seconds: float) -> str:
    """Return a time in a unit in which it reads the same again, and which people would take if it can be."""
    exact = (f"{seconds / factor:.15f}".rstrip("0").rstrip(".") + unit for unit, factor in TIME_UNITS.items())
    ways = (write_duration(seconds), *exact)
    return next((way for way in ways if parse_duration(way) == seconds), ways[-1])


def _statuses(expect: Expect) -> object:
    if len(expect.codes) == 1 and len(expect.codes[0]) == _CLASS:
        return f"{expect.codes[0].start // _CLASS}xx"
    codes = [each.start for each in expect.codes]
    return codes if len(codes) > 1 else codes[0]
