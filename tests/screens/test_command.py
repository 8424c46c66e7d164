from __future__ import annotations

from tui.screens.command import Command, narrowed

COMMANDS = (
    Command("HERE", "r", "check orders now", "check_now"),
    Command("GO", ":events", "what has happened so far", "app.events"),
    Command("GO", ":endpoint", "cart-api", "app.open_item('cart-api')"),
    Command("EVERYWHERE", ":interval", "set the interval to", "app.set_interval", argument="5s"),
    Command("EVERYWHERE", ":theme", "theme nord", "app.use_theme('nord')"),
)


def found(typed: str) -> list[str]:
    return [command.action for command in narrowed(COMMANDS, typed)]


def test_without_a_word_everything_is_there_that_needs_no_argument() -> None:
    assert found("") == [command.action for command in COMMANDS if not command.argument]


def test_a_colon_alone_is_no_word() -> None:
    assert found(":") == found("")


def test_every_word_must_be_found() -> None:
    assert found("cart end") == ["app.open_item('cart-api')"]


def test_capitals_do_not_matter() -> None:
    assert found("CART") == ["app.open_item('cart-api')"]


def test_what_follows_a_command_becomes_its_argument() -> None:
    assert found(":interval 5s") == ["app.set_interval('5s')"]


def test_blanks_around_an_argument_are_none_of_it() -> None:
    assert found(":interval   5s ") == ["app.set_interval('5s')"]


def test_an_argument_keeps_its_capitals() -> None:
    assert found(":interval /Cart-API/") == ["app.set_interval('/Cart-API/')"]


def test_a_hostile_argument_stays_one_argument() -> None:
    assert found(":interval '); app.quit('") == [f"app.set_interval({chr(34)}'); app.quit('{chr(34)})"]


def test_a_command_without_its_argument_is_still_found() -> None:
    assert found(":interval") == ["app.set_interval"]


def test_what_is_called_exactly_that_comes_before_what_only_holds_it() -> None:
    commands = (
        Command("", "n", "next match", "match"),
        Command("", "x", "look at it", "word"),
        Command("", ":at", "show the sample of", "exact", argument="09:41"),
    )

    assert [each.action for each in narrowed(commands, ":at")] == ["exact", "word", "match"]


def test_an_argument_that_will_not_do_is_told_while_one_types() -> None:
    command = Command("", ":at", "show", "show_at", argument="5m", check=lambda text: f"no {text}")

    assert [each.fault for each in narrowed((command,), ":at noon")] == ["no noon"]


def test_a_part_of_a_name_that_there_is_finds_it_although_it_is_no_argument() -> None:
    any_theme = Command("", ":theme", "theme", "use", argument="nord", check=lambda _: "there is no such")

    assert [each.action for each in narrowed((*COMMANDS, any_theme), ":theme no")] == [
        "app.use_theme('nord')"
    ]


def test_a_whole_word_comes_first() -> None:
    commands = (Command("", "", "show events", "whole"), Command("", "", "prevent eventsource", "part"))

    assert [each.action for each in narrowed(commands[::-1], "events")] == ["whole", "part"]


def test_the_name_of_an_item_is_enough_to_go_there_first() -> None:
    commands = (
        Command("HERE", "r", "check cart-api now", "check_now"),
        Command("GO", ":endpoint", "cart-api-2", "two"),
        Command("GO", ":endpoint", "cart-api", "one"),
    )

    for typed in (":cart-api", "Cart-API", ":endpoint cart-api"):
        assert narrowed(commands, typed)[0].action == "one"
