"""The JSONPath library, python-jsonpath, kept to RFC 9535 and to patterns that cannot hang."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from jsonpath import JSONPathEnvironment, JSONPathError
from jsonpath.function_extensions import ExpressionType, FilterFunction

from tui.model.conditions.json_path_error import JsonPathError
from tui.model.conditions.pattern import Pattern, PatternError

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["compile_path"]


@lru_cache(maxsize=64)
def _pattern(text: str) -> Pattern | None:
    """Return the compiled pattern; `None`: it matches nothing, as RFC 9535 has it for a bad one."""
    try:
        return Pattern(text)
    except PatternError:
        return None


class _Match(FilterFunction):
    """The function `match` of RFC 9535, section 2.4.6, on RE2: the pattern covers the whole text."""

    arg_types = [ExpressionType.VALUE, ExpressionType.VALUE]  # noqa: RUF012 - the library wants a list
    return_type = ExpressionType.LOGICAL

    def __call__(self, value: object, pattern: object) -> bool:
        if not isinstance(value, str) or not isinstance(pattern, str):
            return False
        compiled = _pattern(pattern)
        return compiled is not None and compiled.matches(value)


class _Search(_Match):
    """The function `search` of RFC 9535, section 2.4.7, on RE2: the pattern is somewhere in the text."""

    def __call__(self, value: object, pattern: object) -> bool:
        if not isinstance(value, str) or not isinstance(pattern, str):
            return False
        compiled = _pattern(pattern)
        return compiled is not None and compiled.found_in(value)


class _Environment(JSONPathEnvironment):
    """RFC 9535 to the letter, but for the engine of its patterns."""

    def setup_function_extensions(self) -> None:
        super().setup_function_extensions()
        self.function_extensions["match"] = _Match()
        self.function_extensions["search"] = _Search()


_ENVIRONMENT = _Environment(strict=True)


def compile_path(text: str) -> tuple[Callable[[object], list[object]], bool]:
    """Return how to find the values of a path, and whether it leads to one at most.

    Raises:
        JsonPathError: It is no JSONPath.
    """
    try:
        compiled = _ENVIRONMENT.compile(text)
    except JSONPathError as error:
        index = error.token.index if error.token else 0
        raise JsonPathError(_reason(error), index if index >= 0 else len(text)) from None
    except RecursionError:
        msg = "nested too deeply"
        raise JsonPathError(msg) from None

    def find(document: object) -> list[object]:
        if isinstance(document, str):
            return []  # the library would read the text as JSON once more
        try:
            return compiled.findall(document)  # type: ignore[arg-type]  # whatever a JSON reader returns
        except (JSONPathError, RecursionError):
            msg = f"{text} cannot be followed: the document is nested too deeply"
            raise JsonPathError(msg) from None

    return find, compiled.singular_query()  # type: ignore[union-attr]  # strict: no compound paths


def _reason(error: JSONPathError) -> str:
    if isinstance(error, RecursionError):
        return "nested too deeply"
    return str(error.message).replace("TOKEN_", "").lower()
