from __future__ import annotations

from tui.model import condition_tree
from tui.model.condition_tree import AllOf, AnyOf, Exists, Not, leaves
from tui.model.facts import Subject


def leaf(name: str) -> condition_tree.Test:
    return condition_tree.Test(text=name, subject=Subject(name), predicate=Exists())


def test_leaves_come_in_the_order_they_were_written() -> None:
    tree = AnyOf((Not(leaf("a")), AllOf((leaf("b"), leaf("c"))), leaf("d")))

    assert [each.text for each in leaves(tree)] == ["a", "b", "c", "d"]
