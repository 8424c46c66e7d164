"""EndpointOutput: taking what is shown of a sample elsewhere: clipboard, pager, file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui import __version__
from tui.model.conditions.check_facts import CheckFacts, select
from tui.model.conditions.facts import FactError, Missing
from tui.model.conditions.json_path import JsonPath, JsonPathError
from tui.screens.endpoint_search import EndpointSearch
from tui.screens.item_actions import copies_of, copy_of_body
from tui.screens.menu import Menu
from tui.screens.requests import CopyRequested, ExportRequested, PagerRequested
from tui.text.body_files import body_content, body_suffix
from tui.text.curl import curl_line
from tui.text.findings import as_json, of_result
from tui.text.har import check_har
from tui.text.incident import incident_card
from tui.text.long_lines import LazyLines
from tui.text.report import dump_json
from tui.text.safe import clean_lines, decode
from tui.widgets.document import plain
from tui.widgets.response_cache import masked_body

if TYPE_CHECKING:
    from tui.model.board import State
    from tui.model.check import CheckResult, Exchange
    from tui.screens.item_actions import Copy

__all__ = ["EndpointOutput"]

_SUFFIXES = {"json": ".json", "xml": ".xml", "html": ".html"}
_LARGE = 200_000
"""Bytes of body from which on the row stands for the value: the document would take too long to read."""
_UNSAFE_NAME = str.maketrans('/\\:*?"<>| ', "-" * 10)


class EndpointOutput(EndpointSearch):
    """What leaves the program is masked like what is shown."""

    def action_copy(self) -> None:
        """Copy the body that is shown; without one, the URL."""
        exchange = self._exchange()
        if exchange is None or not exchange.body:
            super().action_copy()
        else:
            self.post_message(copy_of_body(exchange, self.context.board.mask))

    def copy_choices(self, state: State) -> dict[str, Copy]:
        choices = super().copy_choices(state)
        mask, exchange, result = self.context.board.mask, self._exchange(), self.choice.result()
        choices["c"] = CopyRequested(curl_line(self.choice.endpoint, mask), "curl line")
        choices.pop("b", None)
        choices.pop("h", None)
        choices |= copies_of(exchange, mask)
        if result is not None:
            choices["m"] = CopyRequested(self._card(result), "Markdown card")
        found = self._value()
        if found is not None:
            choices["j"] = CopyRequested(found, "JSON path and value")
        if result is not None and result.failure is not None:
            choices["f"] = CopyRequested(mask(str(result.failure)), "failure")
        return choices

    def action_pager(self) -> None:
        """Show the body, whole and laid out, in the pager."""
        exchange = self._exchange()
        if exchange is None or not exchange.body:
            self.say("there is no body to show")
            return
        view = self.parts.body.laid(exchange).view
        is_short = view.note is None and not isinstance(view.lines, LazyLines)
        text = "\n".join(plain(line) for line in view.lines) if is_short else self._whole(exchange)
        self.post_message(PagerRequested(text + "\n", _SUFFIXES.get(view.kind, ".txt")))

    def action_export(self) -> None:
        """Ask in which form to write the shown sample to a file."""
        result = self.choice.result()
        if result is None:
            self.say_keys(self.choice.otherwise())
            return
        forms = {"j": ("JSON", ".json"), "h": ("HAR", ".har"), "m": ("Markdown card", ".md")}
        if result.exchange is not None and result.exchange.body:
            forms["b"] = ("body", body_suffix(result.exchange))

        def export(key: str | None) -> None:
            if key is not None:
                name = self.state.name.translate(_UNSAFE_NAME).lstrip(".-") or "endpoint"
                self.post_message(ExportRequested(self._exported(result, key), name + forms[key][1]))

        _ = self.app.push_screen(Menu("export", [(key, word) for key, (word, _) in forms.items()]), export)

    def _exported(self, result: CheckResult, key: str) -> str | bytes:
        mask, endpoint = self.context.board.mask, self.choice.endpoint
        match key:
            case "h":
                return check_har(result, mask, version=__version__)
            case "m":
                return self._card(result)
            case "b" if result.exchange is not None:
                return body_content(result.exchange, mask)
            case _:
                return dump_json(as_json(of_result(endpoint, result, mask), mask), indent=2) + "\n"

    def _card(self, result: CheckResult) -> str:
        """Return what a ticket has to say about a check."""
        return incident_card(
            self.choice.endpoint,
            result,
            self.context.board.mask,
            before=self.choice.baseline(),
            gone=self.state.time_gone(result),
        )

    def _exchange(self) -> Exchange | None:
        result = self.choice.result()
        return result.exchange if result is not None else None

    def _whole(self, exchange: Exchange) -> str:
        """Return a body, masked, as lines that a pager can do no harm with."""
        text = decode(masked_body(exchange, self.context.board.mask))
        return "\n".join(clean_lines(text, len(text)))

    def _value(self) -> str | None:
        """Return the path under the cursor and the value there; `None`: the body is no JSON."""
        path, result = self.parts.body.path, self.choice.result()
        if path is None or result is None or result.exchange is None:
            return None
        if len(result.exchange.body) > _LARGE:
            return f"{path} = {(self.parts.body.value or '').rstrip(',')}"
        try:
            value = select(CheckFacts(result).document(), JsonPath(path))
        except (FactError, Missing, JsonPathError):
            return None
        return self.context.board.mask(f"{path} = {dump_json(value)}")
