from __future__ import annotations

import json

from tui.widgets.message_tree import MessageTree

ORDER = '{"id": 7, "items": [{"sku": "A"}, {"sku": "B"}], "note": "a\\nb"}'


def rows(tree: MessageTree) -> list[str]:
    return ["".join(piece for piece, _ in line).strip() for line in tree.lines()]


def a_tree(text: str = ORDER) -> MessageTree:
    tree = MessageTree()
    tree.show(text)
    return tree


def test_a_value_is_folded_and_unfolded() -> None:
    tree = a_tree()
    tree.move(2)
    tree.toggle()
    folded = rows(tree)
    tree.toggle()

    assert len(folded) == 4
    assert folded[2].startswith('▸ "items": [] 2 items')
    assert len(rows(tree)) == 8


def test_left_folds_and_then_goes_to_what_holds_it() -> None:
    tree = a_tree()
    tree.move(3)
    tree.fold()
    first = (tree.path, len(rows(tree)))
    tree.fold()

    assert first == ("$.items[0]", 7)
    assert tree.path == "$.items"


def test_right_unfolds_and_then_goes_into_it() -> None:
    tree = a_tree()
    tree.move(2)
    tree.fold()
    tree.unfold()
    tree.unfold()

    assert tree.path == "$.items[0]"


def test_path_and_value_of_the_selected_row_are_known() -> None:
    tree = a_tree()
    tree.move(2)
    container = (tree.path, tree.value)
    tree.move(99)

    assert container == ("$.items", '[{"sku":"A"},{"sku":"B"}]')
    assert (tree.path, tree.value) == ("$.note", "a\nb")


def test_the_next_message_is_folded_alike_with_the_cursor_on_the_same_value() -> None:
    tree = a_tree()
    tree.move(2)
    tree.toggle()
    tree.move(1)
    tree.show('{"id": 8, "items": [{"sku": "C"}], "more": 1, "note": "c"}')

    assert tree.path == "$.note"
    assert len(rows(tree)) == 5


def test_a_long_document_begins_folded() -> None:
    tree = a_tree(json.dumps({"rows": list(range(400)), "total": 400}))

    assert len(rows(tree)) == 3


def test_what_is_no_document_has_no_tree() -> None:
    tree = MessageTree()
    tree.fold()
    tree.unfold()
    tree.toggle()

    assert not tree.show("no json")
    assert tree.lines() == []


def test_a_document_that_ends_too_early_says_so() -> None:
    tree = a_tree('{"a": [1, 2')

    assert tree.note == "a comma or ]"
    assert rows(tree)[-1] == "1: 2"
