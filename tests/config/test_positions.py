from __future__ import annotations

import tomllib
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from tui.config.positions import KeyPath, find_positions

BARE = st.text("abcXYZ019_-", min_size=1, max_size=5)
KEYS = st.one_of(BARE, st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=5))
SCALARS = st.one_of(
    st.integers(-(10**6), 10**6),
    st.booleans(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    st.just(datetime(2026, 11, 22, 9, 41, 7, tzinfo=UTC)),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8),
    st.sampled_from(["]", "}", "#", '"', "'", "=", "[[a]]", "a\nb", 'x"""y', "''", "\\"]),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=3)),
    max_leaves=6,
)
BLANKS = st.sampled_from(["", "\n", "  # comment ] } \" '\n", "\t\n\n"])


def quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def written_key(key: str) -> str:
    return key if key and all(character in "abcXYZ019_-" for character in key) else quoted(key)


@st.composite
def written_text(draw: st.DrawFn, text: str) -> str:
    ways = [quoted(text), f'"""\n{quoted(text)[1:-1]}"""']
    if "'" not in text and text.isprintable():
        ways += [f"'{text}'", f"'''{text}'''"]
    return draw(st.sampled_from(ways))


@st.composite
def written(draw: st.DrawFn, value: object) -> str:
    match value:
        case bool():
            return str(value).lower()
        case str():
            return draw(written_text(value))
        case list():
            blank = draw(BLANKS)
            return "[" + "".join(f"{blank}{draw(written(item))}{blank} ," for item in value) + blank + "]"
        case dict():
            return (
                "{ "
                + ", ".join([f"{written_key(key)} = {draw(written(item))}" for key, item in value.items()])
                + " }"
            )
        case _:
            return str(value)


@st.composite
def documents(draw: st.DrawFn) -> str:
    lines: list[str] = []
    for key, value in draw(st.dictionaries(KEYS, VALUES, max_size=3)).items():
        lines.append(f"{draw(BLANKS)}{written_key(key)} = {draw(written(value))}")
    names = draw(st.lists(BARE.map("t".__add__), unique=True, max_size=3))
    for name in names:
        is_array = draw(st.booleans())
        for _ in range(draw(st.integers(1, 2)) if is_array else 1):
            lines.append(f"{draw(BLANKS)}[[ {name} ]]" if is_array else f"[{name}]")
            lines.append(f"{draw(BLANKS)}a . b = {draw(written(draw(VALUES)))} # note")
            lines.append(f"[{name}.sub]\nx = 1")
            lines.extend([f"[[{name}.many]]\ny = 2"] * draw(st.integers(0, 2)))
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    return "\n".join(lines).replace("\n", newline)


def paths_of(value: object, path: KeyPath = ()) -> set[KeyPath]:
    own = {path} if path else set()
    match value:
        case dict():
            return own.union(*(paths_of(item, (*path, key)) for key, item in value.items()))
        case list():
            return own.union(*(paths_of(item, (*path, number)) for number, item in enumerate(value)))
        case _:
            return own


@given(documents())
def test_every_key_and_item_has_a_position_and_nothing_else_has(text: str) -> None:
    # a top-level key may be the name of a table: not TOML, and not what this is about
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return

    assert set(find_positions(text)) == paths_of(document)


@given(documents())
def test_a_position_is_where_the_key_is_written(text: str) -> None:
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    lines = text.replace("\r\n", "\n").split("\n")
    positions = find_positions(text)

    for key in document:
        line, column = positions[key,]
        rest = lines[line - 1][column - 1 :]

        assert rest.startswith((written_key(key), "["))


def test_an_item_of_an_array_stands_at_its_value() -> None:
    positions = find_positions("assert = [\n  'a',\n  'b',\n]\n")

    assert positions["assert", 1] == (3, 3)


def test_an_array_of_tables_has_a_position_for_each_header() -> None:
    positions = find_positions(
        "[[feed]]\na = 1\n[[feed.trigger]]\nb = 1\n[[feed]]\n[[feed.trigger]]\n  b = 2\n"
    )

    assert positions["feed", 0] == (1, 1)
    assert positions["feed", 1, "trigger", 0] == (6, 1)
    assert positions["feed", 1, "trigger", 0, "b"] == (7, 3)


def test_a_dotted_key_has_a_position_for_each_part() -> None:
    positions = find_positions('a . "b.c".d = { e.f = 1 }')

    assert positions["a", "b.c"] == (1, 5)
    assert positions["a", "b.c", "d", "e", "f"] == (1, 19)


def test_quotes_at_the_end_of_a_long_text_belong_to_it() -> None:
    positions = find_positions('a = ["""x""""", 1]')

    assert positions["a", 1] == (1, 17)


def test_a_table_that_is_only_implied_stands_at_the_header_that_implies_it() -> None:
    positions = find_positions("\n[defaults.endpoint]\n")

    assert positions["defaults",] == (2, 1)
