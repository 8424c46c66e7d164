"""The JSON Schema of the configuration, made of the same tables that read it."""

from __future__ import annotations

from tui.config.tables import DEFINITIONS, MAIN

__all__ = ["json_schema"]


def json_schema() -> dict[str, object]:
    """Return the schema (JSON Schema, draft 2020-12) by which editors complete and check the file."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "asyncdash",
        **MAIN.definition(),
        "$defs": {table.name: table.definition() for table in DEFINITIONS},
    }
