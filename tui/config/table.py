"""Table: the keys that a table of the configuration may have."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from msgspec import Struct, field

from tui.config.errors import BadValueError, did_you_mean
from tui.config.kinds import Schema, described
from tui.config.place import ReportedError

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.config.kinds import Kind
    from tui.config.place import Place

__all__ = ["Key", "Table", "as_fields"]

T = TypeVar("T")


class Key(Struct, frozen=True, kw_only=True):
    """One key: what it may be, and one line about it."""

    kind: Kind[object]
    help: str
    default: object = None
    """As it would be written; `None`: there is none, or it cannot be written."""
    examples: tuple[object, ...] = ()
    name: str | None = None
    """The field of the model that it fills; `None`: that of the same name."""
    is_required: bool = False
    idle: str = ""
    """What is not done about it yet; "": what it says is done."""

    def schema(self) -> Schema:
        """Return the schema of its value."""
        about = f"{self.help} It has no effect yet: {self.idle}." if self.idle else self.help
        schema = self.kind.schema() | {"description": about}
        if isinstance(ways := schema.get("anyOf"), list):  # editors show what they complete from one of them
            schema["anyOf"] = [{"description": about, **way} for way in ways]
        if self.default is not None:
            schema["default"] = self.default
        if self.examples:
            schema["examples"] = list(self.examples)
        return schema


def as_fields(**fields: object) -> dict[str, object]:
    """Return the fields as they are, to be merged with others."""
    return fields


class Table(Struct, Generic[T], frozen=True, kw_only=True):
    """A table with a closed set of keys."""

    name: str
    """Of its definition in the schema."""
    help: str
    example: str
    keys: Mapping[str, Key]
    build: Callable[..., T]
    """Takes the fields that were written; may raise `ValueError`."""
    refused: Mapping[str, str] = field(default_factory=dict)
    """Keys that stand elsewhere, and what to say of them."""
    is_choice: bool = False
    """Must it hold exactly one of its keys?"""

    def read(self, value: object, place: Place) -> T:
        """Return what the table builds."""
        before = place.reading.count
        fields = self.read_fields(value, place)
        if place.reading.count > before:
            raise ReportedError
        return self.build(**{self.keys[name].name or name: item for name, item in fields.items()})

    def read_fields(self, value: object, place: Place) -> dict[str, Any]:
        """Return what its keys mean; whatever is wrong with one of them is reported."""
        if not isinstance(value, Mapping):
            raise BadValueError(f"{described(value)} is no table: write {self.example}")
        self.check_names(value, place)
        fields: dict[str, Any] = {}
        for name in filter(self.keys.__contains__, value):
            try:
                fields[name] = self.keys[name].kind.read(value[name], place.child(name))
            except ValueError as fault:
                place.child(name).report(fault)
        return fields

    def check_names(self, value: Mapping[str, object], place: Place) -> None:
        """Report keys that are unknown, missing or too many."""
        for name in value:
            if name in self.refused:
                place.report(f'"{name}" does not belong here: {self.refused[name]}', key=name)
            elif name not in self.keys:
                place.report(f'unknown key "{name}"{self._hint(name)}', key=name)
        for name, key in self.keys.items():
            if key.is_required and name not in value:
                place.report(f'"{name}" is missing: write {self.example}')
        if self.is_choice and len(value.keys() & self.keys.keys()) != 1:
            place.report(f"needs exactly one of {', '.join(self.keys)}: write {self.example}")

    def _hint(self, name: str) -> str:
        """Return the key that was meant, or all of them where they are few."""
        few = 6
        return did_you_mean(name, self.keys) or (
            f", write {', '.join(self.keys)}" if len(self.keys) <= few else ""
        )

    def schema(self) -> Schema:
        """Return a reference: its definition stands once in the whole schema."""
        return {"$ref": f"#/$defs/{self.name}"}

    def definition(self) -> Schema:
        """Return the schema of the table itself."""
        required = [name for name, key in self.keys.items() if key.is_required]
        schema: Schema = {
            "type": "object",
            "description": self.help,
            "properties": {name: key.schema() for name, key in self.keys.items()},
            "additionalProperties": False,
        }
        if required:
            schema["required"] = required
        if self.is_choice:
            schema |= {"minProperties": 1, "maxProperties": 1}
        return schema
