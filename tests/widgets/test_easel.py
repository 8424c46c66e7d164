from __future__ import annotations

from tests.pane_app import PaneApp
from tui.text.graphics import Graphics
from tui.widgets.easel import Easel, easel_of
from tui.widgets.graphic import Graphic
from tui.widgets.painted import Painted


class Terminal:
    """What an easel sends."""

    def __init__(self) -> None:
        self.easel = Easel()
        self.sent: list[str] = []
        self.easel.send = self.sent.append

    def hang(self, *names: str) -> None:
        for name in names:
            self.easel.hang(PICTURES[name])


PICTURES = {name: Graphic(1, (), f"+{name}", f"-{name}") for name in "abcdef"}


def test_a_picture_is_sent_once_however_often_it_is_shown() -> None:
    terminal = Terminal()
    terminal.hang("a", "b", "a", "a")

    assert terminal.sent == ["+a", "+b"]


def test_the_picture_that_was_not_shown_for_longest_is_freed_when_there_are_too_many() -> None:
    terminal = Terminal()
    terminal.hang("a", "b", "c", "d", "a", "e", "b")

    assert terminal.sent == ["+a", "+b", "+c", "+d", "+e", "-b", "+b", "-c"]
    assert terminal.easel.freeing() == "-d-a-e-b"


def test_what_the_terminal_has_forgotten_is_sent_again() -> None:
    terminal = Terminal()
    terminal.hang("a", "b")
    terminal.easel.hang_again()

    assert terminal.sent == ["+a", "+b", "+a", "+b"]


def test_a_picture_that_the_terminal_does_not_keep_is_not_sent() -> None:
    terminal = Terminal()
    terminal.easel.hang(Graphic(1, ("drawn",)))

    assert terminal.sent == []
    assert terminal.easel.freeing() == ""


def test_the_size_of_a_cell_is_that_of_now_if_it_is_known() -> None:
    easel = Easel()
    before = easel.cell
    easel.graphics = Graphics(cell=(10, 20))
    said = easel.cell
    easel.cell_now = lambda: (8, 16)

    assert (before, said, easel.cell) == (None, (10, 20), (8, 16))


def test_all_widgets_of_an_app_share_one() -> None:
    app = PaneApp(Painted())

    assert easel_of(app) is easel_of(app)
    assert easel_of(app) is not easel_of(PaneApp(Painted()))
