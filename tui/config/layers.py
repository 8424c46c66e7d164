"""Layer: what one table says about an endpoint or a feed, and how layers merge."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from tui.config.errors import BadValueError
from tui.config.kinds import Schema, attempt, described
from tui.config.urls import name_of_url, user_part_of

if TYPE_CHECKING:
    from tui.config.errors import ConfigError
    from tui.config.place import Place
    from tui.config.table import Table

__all__ = ["Entries", "GroupLayers", "Groups", "Layer", "SharedLayer", "merge"]


class Layer(Struct, frozen=True):
    """The keys that one table has, read, each with the place where it was written."""

    place: Place
    values: Mapping[str, Any] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)


class GroupLayers(Struct, frozen=True):
    """What a group says, for its endpoints and for its feeds."""

    endpoint: Layer
    feed: Layer


def merge(*layers: Layer) -> Layer:
    """Return the last layer upon those before it; headers, params and tls merge key by key."""
    values: dict[str, Any] = {}
    places: dict[str, Place] = {}
    for layer in layers:
        places |= layer.places
        for key, value in layer.values.items():
            match key:
                case "headers":
                    values[key] = _merge_headers(values.get(key, {}), value)
                case "params" | "tls":
                    values[key] = {**values.get(key, {}), **value}
                case _:
                    values[key] = value
    return Layer(layers[-1].place, values, places)


def _merge_headers(weak: Mapping[str, str], strong: Mapping[str, str]) -> dict[str, str]:
    """Return both; the names of headers do not care for case (RFC 9110, section 5.1)."""
    names = {name.lower() for name in strong}
    return {name: value for name, value in weak.items() if name.lower() not in names} | dict(strong)


def _read_layer(table: Table[Any], value: object, place: Place) -> Layer:
    """Return what the table's keys mean."""
    values = table.read_fields(value, place)
    return Layer(place, values, {key: place.child(key) for key in values})


class SharedLayer(Struct, frozen=True):
    """`[defaults.endpoint]` or `[defaults.feed]`."""

    table: Table[Any]

    def read(self, value: object, place: Place) -> Layer:
        return _read_layer(self.table, value, place.named(f"defaults.{place.keys[-1]}"))

    def schema(self) -> Schema:
        return self.table.schema()


class Entries(Struct, frozen=True):
    """`[[endpoint]]` or `[[feed]]`, each a layer of its own."""

    table: Table[Any]

    def read(self, value: object, place: Place) -> tuple[Layer, ...]:
        name = self.table.name
        if isinstance(value, dict):
            raise BadValueError(f"write [[{name}]], with two brackets: there may be several")
        if not isinstance(value, list):
            raise BadValueError(f"{described(value)} is no table: write [[{name}]] on a line of its own")
        layers: list[Layer] = []
        for number, item in enumerate(value):
            spot = place.child(number).named(f"{name} {_called(item, number + 1)}")
            if isinstance(item, Mapping):
                layers.append(_read_layer(self.table, item, spot))
            else:
                spot.report(f"{described(item)} is no table: write [[{name}]] on a line of its own")
        return tuple(layers)

    def schema(self) -> Schema:
        return {"type": "array", "items": self.table.schema()}


def _called(item: object, number: int) -> str:
    """Return what people know an entry by: its name, else its URL's, else its number."""
    match item:
        case {"name": str(name)} if name:
            return f'"{name}"'
        case {"url": str(url)} if "://" in url:
            try:
                start, end = user_part_of(url)
                return f'"{name_of_url(url[:start] + url[end:])}"'
            except ValueError:
                return f'"{url}"'
        case _:
            return str(number)


class Groups(Struct, frozen=True):
    """`[group.X]`: the keys of endpoints and of feeds in one table."""

    endpoint: Table[Any]
    feed: Table[Any]
    both: Table[Any]

    def read(self, value: object, place: Place) -> Mapping[str, GroupLayers]:
        if not isinstance(value, Mapping):
            raise BadValueError(f"{described(value)} is no table: write [group.core] on a line of its own")
        return {name: self._read_group(item, place.child(name), name) for name, item in value.items()}

    def _read_group(self, value: object, place: Place, name: str) -> GroupLayers:
        """Return what a group says."""
        place = place.named(f'group "{name}"')
        if not isinstance(value, Mapping):
            place.report(f"{described(value)} is no table: write [group.{name}] on a line of its own")
            return GroupLayers(Layer(place), Layer(place))
        self.both.check_names(value, place)
        values: tuple[dict[str, Any], dict[str, Any]] = ({}, {})
        for key in filter(self.both.keys.__contains__, value):
            self._read_key(key, value[key], place.child(key), values)
        places = {key: place.child(key) for key in value}
        endpoint, feed = (Layer(place, read, {key: places[key] for key in read}) for read in values)
        return GroupLayers(endpoint, feed)

    def _read_key(
        self, key: str, value: object, place: Place, values: tuple[dict[str, Any], dict[str, Any]]
    ) -> None:
        """Read a key as that of an endpoint and that of a feed; it must mean something as one of them."""
        attempts: list[list[ConfigError]] = []
        for table, read in zip((self.endpoint, self.feed), values, strict=True):
            if key not in table.keys:
                continue
            before = place.reading.count
            meaning = attempt(table.keys[key].kind, value, place)
            attempts.append(place.reading.faults_since(before))
            if not attempts[-1]:
                read[key] = meaning
        if all(attempts):
            for fault in max(attempts, key=lambda faults: faults[0].caret):
                place.reading.report(fault)

    def schema(self) -> Schema:
        return {"type": "object", "additionalProperties": self.both.schema()}
