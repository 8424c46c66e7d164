"""From documents to a Config: layers merged, names made unique, contradictions found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from tui.config.checks import check_entry, check_feed_scheme, without_other_scheme
from tui.config.config import Config, Position, Settings
from tui.config.errors import shown_path
from tui.config.kinds import attempt
from tui.config.layers import GroupLayers, Layer, merge
from tui.config.place import Place
from tui.config.rule_kinds import KeyNames
from tui.config.tables import INCLUDED, MAIN, SETTINGS
from tui.config.target_tables import ENDPOINT, FEED
from tui.config.urls import name_of_url, unique_name
from tui.model.endpoint import Endpoint
from tui.model.feed import Feed
from tui.model.target import Origin, TlsOptions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from tui.config.place import Document, Reading
    from tui.config.positions import KeyPath
    from tui.config.table import Table

__all__ = ["Parts", "assemble", "read_parts", "readable_part"]


_IN_TABLE = 2
"""How many keys it takes to what stands in a table."""


class Parts(Struct, frozen=True):
    """What all files say, before it is merged."""

    root: Mapping[str, Any]
    """The tables of the main file."""
    groups: Mapping[str, GroupLayers]
    endpoints: Sequence[Layer]
    feeds: Sequence[Layer]

    def endpoint_layers(self, own: Layer) -> list[Layer]:
        """Return what is said about an endpoint, the weakest first."""
        weak = self._defaults("endpoint")
        group = self._group(*weak, own)
        return [*weak, *([group.endpoint] if group else []), own]

    def feed_layers(self, own: Layer) -> list[Layer]:
        """Return what is said about a feed, the weakest first."""
        weak = self._defaults("feed")
        group = self._group(*weak, own)
        return [*weak, *([group.feed] if group else []), own]

    def _defaults(self, table: str) -> list[Layer]:
        defaults = self.root.get("defaults", {})
        return [defaults[table]] if table in defaults else []

    def _group(self, *layers: Layer) -> GroupLayers | None:
        return self.groups.get(merge(*layers).values.get("group", ""))


def read_parts(reading: Reading) -> Parts:
    """Return what the documents say, the main one first; what is wrong is reported."""
    main, *others = (Place(reading, document) for document in reading.documents)
    root = MAIN.read_fields(main.document.table, main)
    files = [root, *(INCLUDED.read_fields(place.document.table, place) for place in others)]
    endpoints = [layer for file in files for layer in file.get("endpoint", ())]
    feeds = [layer for file in files for layer in file.get("feed", ())]
    return Parts(root, _join_groups(files), endpoints, feeds)


def assemble(path: Path, reading: Reading, *, history: Path) -> Config | None:
    """Return what the documents say together; `None`: something was reported."""
    parts = read_parts(reading)
    root = parts.root
    _check_names([*parts.endpoints, *parts.feeds])
    merged_endpoints = [_merge_endpoint(layer, parts) for layer in parts.endpoints]
    merged_feeds = [_merge_feed(layer, parts) for layer in parts.feeds]
    if reading.count:
        return None
    names = iter(_names([*merged_endpoints, *merged_feeds]))
    return Config(
        title=root.get("title", path.name),
        path=path,
        settings=Settings(**{"history": history, **root.get("settings", {})}),
        keys=root.get("keys", {}),
        positions=_positions(reading.documents[0]),
        endpoints=tuple(Endpoint(**_fields(ENDPOINT, layer, next(names))) for layer in merged_endpoints),
        feeds=tuple(Feed(**_fields(FEED, layer, next(names))) for layer in merged_feeds),
        notify=root.get("notify", ()),
        mask=reading.secrets.mask(),
        references=reading.variables.references,
        files=tuple(document.path for document in reading.documents),
        sources=reading.sources(),
    )


def readable_part(path: Path, reading: Reading) -> Config:
    """Return the settings and keys of the main file that can be read, whatever else is wrong in it."""
    if not reading.documents:
        return Config(path=path)
    main = Place(reading, reading.documents[0])
    before = reading.count
    settings, keys = main.document.table.get("settings"), main.document.table.get("keys")
    read = SETTINGS.read_fields(settings, main.child("settings")) if isinstance(settings, dict) else {}
    bindings = {
        name: attempt(KeyNames(), item, main.child("keys").child(name))
        for name, item in (keys.items() if isinstance(keys, dict) else ())
    }
    _ = reading.faults_since(before)  # they were reported when the whole file was read
    return Config(
        path=path,
        settings=Settings(**read),
        keys={name: names for name, names in bindings.items() if names is not None},
        positions=_positions(reading.documents[0]),
        mask=reading.secrets.mask(),
    )


def _join_groups(files: Sequence[Mapping[str, Any]]) -> Mapping[str, GroupLayers]:
    """Return the groups of all files; a group stands in one of them."""
    groups: dict[str, GroupLayers] = {}
    for file in files:
        for name, layers in file.get("group", {}).items():
            first = groups.setdefault(name, layers)
            if first is not layers:
                layers.endpoint.place.report(
                    f"stands already at {_spot(first.endpoint.place)}: write it once"
                )
    return groups


def _merge_endpoint(own: Layer, parts: Parts) -> Layer:
    """Return all that is said about an endpoint, checked."""
    merged = merge(*parts.endpoint_layers(own))
    check_entry(merged)
    return merged


def _merge_feed(own: Layer, parts: Parts) -> Layer:
    """Return all that is said about a feed, checked."""
    merged = merge(*parts.feed_layers(own))
    check_feed_scheme(own)
    check_entry(merged)
    return without_other_scheme(merged, own)


def _check_names(layers: Sequence[Layer]) -> None:
    """Report names that stand twice."""
    first: dict[str, Layer] = {}
    for layer in layers:
        name = layer.values.get("name")
        if name is not None and first.setdefault(name, layer) is not layer:
            other = _spot(first[name].places["name"])
            layer.place.report(f'the name "{name}" stands already at {other}: names are unique', key="name")


def _names(layers: Sequence[Layer]) -> list[str]:
    """Return the name of each endpoint and feed; those without one are called by their URL."""
    taken = {layer.values["name"] for layer in layers if "name" in layer.values}
    names: list[str] = []
    for layer in layers:
        name = layer.values.get("name") or unique_name(name_of_url(layer.values["url"]), taken)
        taken.add(name)
        names.append(name)
    return names


def _fields(table: Table[Any], layer: Layer, name: str) -> dict[str, Any]:
    """Return the fields of an endpoint or a feed."""
    fields = {table.keys[key].name or key: value for key, value in layer.values.items()}
    position = layer.place.position()
    return {
        **fields,
        "name": name,
        "tls": TlsOptions(**fields.get("tls", {})),
        "origin": Origin(layer.place.document.path, position.line if position else 1),
    }


def _positions(main: Document) -> Mapping[KeyPath, Position]:
    """Return where each setting, each id of `[keys]` and each rule of `[[notify]]` stands."""
    tables = {"settings", "keys", "notify"}
    return {
        keys: each for keys, each in main.positions.items() if len(keys) == _IN_TABLE and keys[0] in tables
    }


def _spot(place: Place) -> str:
    """Return where something stands, in words."""
    position = place.position()
    return (
        f"{shown_path(place.document.path)}:{position.line}" if position else shown_path(place.document.path)
    )
