"""The one table of keys: bindings, footer, help, palette and documentation read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from textual.binding import Binding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = [
    "KEYS",
    "NO_KEY",
    "Key",
    "Scope",
    "action_of",
    "bindings",
    "find_key",
    "key_label",
    "keys_of",
]

Scope = str
"""A screen's word ("overview", "endpoint", "feed", "events", "timeline", "beside"), "list" for what moves,
"app" for everywhere, "welcome" for where nothing is watched yet."""

_OVERVIEW, _ENDPOINT, _FEED, _EVENTS, _APP, _LIST = "overview", "endpoint", "feed", "events", "app", "list"
_WELCOME, _TIMELINE, _BESIDE = "welcome", "timeline", "beside"
_DETAIL = (_ENDPOINT, _FEED)
_BOARD = (_OVERVIEW, _ENDPOINT, _FEED)
_SCREENS = (_OVERVIEW, _ENDPOINT, _FEED, _EVENTS)
_LISTS = (*_SCREENS, _TIMELINE, _BESIDE)
_ITEMS = (*_BOARD, _BESIDE)
_PANES = (*_SCREENS, _BESIDE)


class Key(Struct, frozen=True):
    """One binding: what it is called in the configuration, its keys, and what it does where."""

    id: str
    keys: str
    """As Textual spells them, comma separated; those after the first are aliases."""
    action: str
    help: str
    """What it does, in the words of the help; `{name}` stands for the selected item."""
    scopes: tuple[Scope, ...]
    footer: str | None = None
    """The word in the footer; `None`: it is not there. The table's order is the footer's priority."""


KEYS = (
    Key("open", "enter", "open", "open {name}", (_OVERVIEW,), "open"),
    Key("sample.open", "enter", "open_sample", "show the selected sample; in a body: fold", (_ENDPOINT,)),
    Key("message.open", "enter", "open_message", "inspect the selected message", (_FEED, _BESIDE), "inspect"),
    Key("event.open", "enter", "open_event", "go to what it is about", (_EVENTS,), "go there"),
    Key("timeline.open", "enter", "open_spot", "go to that very message or check", (_TIMELINE,), "go there"),
    Key("back", "escape", "escape", "out: overlay, input, filter, zoom, screen", (_APP,)),
    Key(
        "freeze",
        "space",
        "freeze",
        "freeze the view; data keeps arriving",
        (_FEED, _TIMELINE, _BESIDE),
        "freeze",
    ),
    Key("check.now", "r,ctrl+r", "check_now", "check {name} now", (_OVERVIEW, _ENDPOINT), "run"),
    Key("feed.reconnect", "r,ctrl+r", "reconnect", "reconnect {name} now", (_FEED, _BESIDE), "reconnect"),
    Key("pause", "p", "pause", "pause or resume {name}", _ITEMS, "pause"),
    Key(
        "filter",
        "slash",
        "filter",
        "filter as you type",
        (_OVERVIEW, _FEED, _EVENTS, _TIMELINE, _BESIDE),
        "filter",
    ),
    Key("search", "slash", "filter", "search in body and headers", (_ENDPOINT,), "search"),
    Key("problems", "exclamation_mark", "problems", "problems only, or all", _LISTS, "problems"),
    Key("compose", "i", "compose", "write a message and send it", (_FEED,), "send"),
    Key("compose.kind", "f2,ctrl+g", "next_kind", "send text, bytes, a file, a ping or a close", (_FEED,)),
    Key("compose.repeat", "f4", "repeat", "send the draft every so often, or stop", (_FEED,)),
    Key("message.layer", "D", "layer", "unwrap one layer less: base64, gzip, msgpack…", (_FEED,)),
    Key("message.unwrap", "U", "unwrap_as", "say what a layer is: base64, deflate, msgpack…", (_FEED,)),
    Key("pings", "O", "pings", "hide pings and pongs, or show them", (_FEED,)),
    Key("unanswered", "u", "unanswered", "requests without an answer", (_FEED,)),
    Key("diff", "d", "diff", "compare with the response before", (_OVERVIEW, _ENDPOINT), "diff"),
    Key(
        "message.diff", "d", "diff", "compare with the message of that type before", (_FEED, _BESIDE), "diff"
    ),
    Key("beside", "B", "beside", "another feed beside this one", (_FEED,), "beside"),
    Key("zoom", "f,z", "zoom", "zoom the focused pane; again to restore", _PANES, "zoom"),
    Key("timeline.mark", "m", "mark", "count times from this row, or no longer", (_TIMELINE,), "mark"),
    Key("copy.menu", "y", "copy_menu", "copy…", _LISTS, "copy"),
    Key("events", "E", "app.events", "the event log", (_OVERVIEW, _ENDPOINT, _FEED), "events"),
    Key("view", "V", "toggle_view", "cards or list", (_OVERVIEW,), "cards/list"),
    Key("view.endpoint", "V", "toggle_view", "history or chart", (_ENDPOINT,)),
    Key("view.feed", "V", "toggle_view", "compact or wide rows", (_FEED, _BESIDE)),
    Key("view.events", "V", "app.timeline", "the time line: messages and checks", (_EVENTS,), "time line"),
    Key("view.timeline", "V", "app.events", "the event log", (_TIMELINE,), "events"),
    Key("sort", "s", "sort", "sort by the next column", (_OVERVIEW, _FEED), "sort"),
    Key("sort.history", "s", "sort", "sort the history: newest or slowest first", (_ENDPOINT,)),
    Key("palette", "colon,ctrl+p", "palette", "run a command or go to an item", (_APP,), "command"),
    Key("export", "x,ctrl+s", "export", "export…", (*_SCREENS, _TIMELINE), "export"),
    Key(
        "jump",
        "apostrophe,ctrl+o",
        "app.jump",
        "jump to a row or pane by its label",
        _PANES,
        "jump",
    ),
    Key("match.next", "n", "next_match(1)", "next match", _LISTS),
    Key("match.previous", "N", "next_match(-1)", "previous match", _LISTS),
    Key("problem.next", "J,right_curly_bracket", "problem(1)", "next problem", _LISTS),
    Key("problem.previous", "K,left_curly_bracket", "problem(-1)", "previous problem", _LISTS),
    Key("section.previous", "H,left_square_bracket", "section(-1)", "previous group or tab", _ITEMS),
    Key("section.next", "L,right_square_bracket", "section(1)", "next group or tab", _ITEMS),
    Key("sample.previous", "comma", "step(-1)", "previous sample or message", _DETAIL),
    Key("sample.next", "full_stop", "step(1)", "next sample or message", _DETAIL),
    Key("moment.earlier", "comma", "step(-1)", "show everything as it was a step earlier", (_OVERVIEW,)),
    Key(
        "moment.later",
        "full_stop",
        "step(1)",
        "show everything a step later; the last one is now",
        (_OVERVIEW,),
    ),
    Key("freeze.view", "space", "freeze", "freeze the view; data keeps arriving", (_OVERVIEW, _ENDPOINT)),
    Key("check.all", "R", "check_all", "check everything visible now", (_OVERVIEW,)),
    Key("feed.reconnect.all", "R", "reconnect_all", "reconnect every feed now", (_FEED,)),
    Key("pause.all", "P", "pause_all", "pause or resume everything", (_OVERVIEW,)),
    Key("sort.reverse", "S", "sort_reverse", "sort the other way round", (_OVERVIEW, _FEED)),
    Key("sort.history.reverse", "S", "sort_reverse", "sort the history the other way round", (_ENDPOINT,)),
    Key("window.longer", "plus,equals_sign", "window(1)", "longer time window", _SCREENS),
    Key("window.shorter", "minus,underscore", "window(-1)", "shorter time window", _SCREENS),
    Key("body.fold", "Z", "fold", "fold the body, or unfold it; enter and h l: one line", (_ENDPOINT,)),
    Key("body.form", "D", "body_form", "the body laid out, as it came, in hexadecimal", (_ENDPOINT,)),
    Key("burst", "b", "burst", "check every 500ms for 60s; again ends it", (_ENDPOINT,), "burst"),
    Key("column", "C", "column", "watch the values at a JSON path", _DETAIL),
    Key("send.once", "i", "send_once", "edit the request and send it once…", (_ENDPOINT,), "send once"),
    Key("welcome.demo", "d", "app.start_demo", "start the demo: it needs no network", (_WELCOME,), "demo"),
    Key(
        "welcome.add", "i", "add", "add a URL, or paste it: http(s):// or ws(s)://", (_WELCOME,), "add a URL"
    ),
    Key(
        "welcome.new",
        "n",
        "app.new_config",
        "write asyncdash.toml here, and edit it",
        (_WELCOME,),
        "new file",
    ),
    Key("welcome.open", "o", "app.open_config", "open a configuration…", (_WELCOME,), "open"),
    Key("add", "i", "add", "watch another URL…", (_OVERVIEW,)),
    Key("interval", "I", "interval", "set the interval of {name}…", (_OVERVIEW, _ENDPOINT)),
    Key("ping.interval", "I", "interval", "set the ping interval of {name}…", (_FEED,)),
    Key("mark", "m", "mark", "pin {name} to the top", (_OVERVIEW,)),
    Key("mark.sample", "m", "mark", "mark this sample as the one to compare with", (_ENDPOINT,)),
    Key("mark.message", "m", "mark", "mark the selected message, and count times from it", (_FEED, _BESIDE)),
    Key("mute", "M", "mute", "mute {name}: it goes on, but stays quiet", _BOARD),
    Key("acknowledge", "a", "acknowledge", "acknowledge the problem of {name}", _SCREENS),
    Key("acknowledge.all", "A", "acknowledge_all", "acknowledge every problem", _SCREENS),
    Key("copy", "c", "copy", "copy the obvious thing", _LISTS),
    Key("pager", "v", "pager", "show it in $PAGER", (*_DETAIL, _BESIDE)),
    Key("edit", "e", "edit", "edit the configuration at this entry", (_OVERVIEW, _ENDPOINT, _FEED)),
    Key("browse", "o", "browse", "open in the browser", (_OVERVIEW, _ENDPOINT, _FEED)),
    Key("time", "t", "toggle_time", "times of day or ages", _LISTS),
    Key("wrap", "w", "toggle_wrap", "wrap long lines", _DETAIL),
    Key("pane.next", "tab", "app.focus_next", "next pane", _PANES),
    Key("pane.previous", "shift+tab", "app.focus_previous", "previous pane", _PANES),
    *(
        Key(f"pane.{digit}", str(digit), f"focus_pane({digit})", f"focus pane {digit}", _PANES)
        for digit in range(1, 10)
    ),
    Key("help", "question_mark,f1", "help", "this list", (_APP,), "help"),
    Key("last.view", "grave_accent", "last_view", "what was shown before this; again: back", (_APP,)),
    Key("record", "W", "record", "record this session to a file, or stop", (_APP,)),
    Key("screenshot", "X", "save_screen", "save this screen as text and SVG", (_APP,)),
    Key("theme", "T", "pick_theme", "theme…", (_APP,)),
    Key("mouse", "percent_sign", "toggle_mouse", "give the mouse to the terminal, or take it back", (_APP,)),
    Key("redraw", "ctrl+l", "redraw", "redraw the screen", (_APP,)),
    Key("suspend", "ctrl+z", "suspend_process", "suspend", (_APP,)),
    Key("leave", "q", "leave", "back; on the first screen: quit", (_APP,)),
    Key("interrupt", "ctrl+c", "interrupt", "copy the selection; twice: quit", (_APP,)),
    Key("quit", "ctrl+q", "quit", "quit at once", (_APP,)),
    Key("move.down", "j,down", "move(1)", "down", (_LIST,)),
    Key("move.up", "k,up", "move(-1)", "up", (_LIST,)),
    Key("move.left", "h,left", "sideways(-1)", "left; in the list: fold the group", (_LIST,)),
    Key("move.right", "l,right", "sideways(1)", "right; in the list: unfold the group", (_LIST,)),
    Key("page.left", "shift+left", "sideways(-8)", "further left", (_LIST,)),
    Key("page.right", "shift+right", "sideways(8)", "further right", (_LIST,)),
    Key("move.top", "g,home", "to_start", "first", (_LIST,)),
    Key(
        "move.bottom",
        "G,end",
        "to_end",
        "last; in a feed: follow; in the past: now",
        (_LIST, *_BOARD, _EVENTS),
    ),
    Key("half.down", "ctrl+d", "half_page(1)", "half a page down", (_LIST,)),
    Key("half.up", "ctrl+u", "half_page(-1)", "half a page up", (_LIST,)),
    Key("page.down", "pagedown", "half_page(2)", "a page down", (_LIST,)),
    Key("page.up", "pageup", "half_page(-2)", "a page up", (_LIST,)),
)
"""Every binding there is; a key that is not here does not exist."""

_BY_ID = {key.id: key for key in KEYS}

NO_KEY = "<none>"
"""In a keymap: no key at all. Textual ignores an empty text, and no terminal sends this."""

_LABELS = {
    NO_KEY: "",
    "enter": "⏎",
    "escape": "esc",
    "slash": "/",
    "exclamation_mark": "!",
    "colon": ":",
    "apostrophe": "'",
    "question_mark": "?",
    "comma": ",",
    "full_stop": ".",
    "plus": "+",
    "minus": "-",
    "equals_sign": "=",
    "underscore": "_",
    "grave_accent": "`",
    "percent_sign": "%",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "left_curly_bracket": "{",
    "right_curly_bracket": "}",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "down": "↓",
    "up": "↑",
    "left": "←",
    "right": "→",
    **{f"f{number}": f"F{number}" for number in range(1, 13)},
}


def key_label(keys: str, *, ascii_only: bool = False) -> str:
    """Return how the first of the keys is written for people: with its sign, or as a word in ASCII."""
    key = keys.partition(",")[0]
    modifiers, plus, base = key.rpartition("+")
    label = _LABELS.get(base, base)
    # An arrow with a modifier is a word, as on the caps of keyboards.
    return key if (ascii_only or plus) and not label.isascii() else f"{modifiers}{plus}{label}"


def keys_of(*scopes: Scope) -> Iterator[Key]:
    """Give the keys of these scopes in the order of the table."""
    return (key for key in KEYS if any(scope in key.scopes for scope in scopes))


def find_key(key_id: str) -> Key | None:
    """Return the key of that id."""
    return _BY_ID.get(key_id)


def action_of(key: Key) -> str:
    """Return the action of a key with what has it: the focused widget, the app, else the screen."""
    if "." in key.action:
        return key.action
    if _LIST in key.scopes:
        return f"focused.{key.action}"
    return f"{'app' if _APP in key.scopes else 'screen'}.{key.action}"


def bindings(scope: Scope, *, priority: Iterable[str] = ()) -> list[Binding]:
    """Return Textual's bindings of a scope; those whose ids are in `priority` beat a focused input."""
    first = set(priority)
    return [
        Binding(key.keys, key.action, key.help, show=False, priority=key.id in first, id=key.id)
        for key in keys_of(scope)
    ]
