from __future__ import annotations

from typing import ClassVar

from tui.model.record import Record


class Token(Record, frozen=True):
    ASIDE: ClassVar[frozenset[str]] = frozenset({"age"})
    HIDDEN: ClassVar[frozenset[str]] = frozenset({"secret"})

    secret: str
    age: float = 0.0


class Other(Token, frozen=True):
    pass


def test_what_stands_aside_makes_no_other_record() -> None:
    assert Token("a", age=1.0) == Token("a", age=2.0)
    assert hash(Token("a", age=1.0)) == hash(Token("a", age=2.0))


def test_every_other_field_and_the_class_tell_records_apart() -> None:
    assert Token("a") != Token("b")
    assert Token("a") != Other("a")


def test_a_hidden_field_is_not_in_the_repr() -> None:
    assert repr(Token("hunter22", age=1.0)) == "Token(age=1.0)"
