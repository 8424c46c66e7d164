from __future__ import annotations

from pathlib import Path

from tui.config.place import BadTextError, Place, Reading, ReportedError
from tui.config.syntax import parse_document


def place_of(text: str) -> Place:
    path = Path.cwd() / "asyncdash.toml"
    reading = Reading({}, env_file=Path.cwd() / ".env")
    reading.paths.append(path)
    return Place(reading, parse_document(path, text))


def reported(place: Place) -> list[str]:
    return [str(fault) for fault in place.reading.faults()]


def test_a_place_knows_the_way_from_its_table() -> None:
    place = place_of("").child("endpoint").child(0).named('endpoint "x"').child("retry").child("on").child(1)

    assert place.label == "retry.on[1]"


def test_a_place_without_a_position_stands_at_what_is_around_it() -> None:
    place = place_of("\na = { b = 1 }").child("a").child("c").child(0)

    place.report("is missing")

    assert reported(place) == ["asyncdash.toml:2:1: a.c[0]: is missing"]


def test_a_fault_about_a_key_stands_at_the_key_and_names_its_table() -> None:
    place = place_of("a = { b = 1 }").child("a")

    place.report('unknown key "b"', key="b")

    assert reported(place) == ['asyncdash.toml:1:7: a: unknown key "b"']


def test_what_was_reported_is_not_reported_again() -> None:
    place = place_of("a = 1").child("a")

    place.report(ReportedError())
    place.report("is bad")
    place.report("is bad")

    assert reported(place) == ["asyncdash.toml:1:1: a: is bad"]


def test_a_fault_in_a_text_keeps_its_caret() -> None:
    place = place_of("a = 'xyz'").child("a")

    place.report(BadTextError("no", excerpt="xyz", caret=1))

    assert reported(place) == ["asyncdash.toml:1:1: a: no\n    xyz\n     ^"]


def test_faults_can_be_taken_back() -> None:
    place = place_of("a = 1").child("a")
    place.report("one")
    place.report("two")

    taken = place.reading.faults_since(1)

    assert [fault.message for fault in taken] == ["two"]
    assert reported(place) == ["asyncdash.toml:1:1: a: one"]
