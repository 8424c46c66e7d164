from __future__ import annotations

from tui.model.conditions import tree as nodes
from tui.model.conditions.facts import Subject
from tui.model.conditions.tree import AllOf, AnyOf, Exists, Not, leaves


def leaf(name: str) -> nodes.Test:
    return nodes.Test(text=name, subject=Subject(name), predicate=Exists())


def test_leaves_come_in_the_order_they_were_written() -> None:
    tree = AnyOf((Not(leaf("a")), AllOf((leaf("b"), leaf("c"))), leaf("d")))

    assert [each.text for each in leaves(tree)] == ["a", "b", "c", "d"]
