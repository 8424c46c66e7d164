"""Reports of one round: a table for people, JSON, JUnit and annotations for machines."""

from __future__ import annotations

import json
import re
from collections import Counter
from html import escape
from typing import TYPE_CHECKING

from tui.model.check import Outcome
from tui.model.mask import Mask
from tui.text.cells import cell_len, fit_name
from tui.text.findings import as_json, findings, rfc3339, worst
from tui.text.safe import UNSAFE, clean
from tui.text.units import duration

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tui.model.board import State
    from tui.text.findings import Finding

__all__ = [
    "FORMATS",
    "check_github",
    "check_json",
    "check_jsonl",
    "check_junit",
    "check_table",
    "check_text",
    "dump_json",
    "worst_outcome",
]

_GLYPHS = {Outcome.UP: "●", Outcome.FLAKY: "▲", Outcome.DEGRADED: "▲", Outcome.DOWN: "✗"}
_COLOURS = {Outcome.UP: "32", Outcome.FLAKY: "33", Outcome.DEGRADED: "33", Outcome.DOWN: "31"}
_WIDEST = 40
_PROPERTY = {"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"}
_NOT_XML = re.compile("[\ufffe\uffff]")


def check_json(started: float, states: Sequence[State], mask: Mask | None = None) -> dict[str, object]:
    """Return the object of `check --format json`."""
    known = mask or Mask()
    results = [as_json(finding, known) for finding in findings(states, known)]
    return {"version": 1, "started": rfc3339(started), "results": results}


def check_jsonl(states: Sequence[State], mask: Mask | None = None) -> str:
    """Return each result as a line of JSON."""
    known = mask or Mask()
    return "".join(f"{dump_json(as_json(finding, known))}\n" for finding in findings(states, known))


def check_table(states: Sequence[State], mask: Mask | None = None, *, colour: bool = False) -> str:
    """Return a table for people: a row for each result, its reasons below it, and the totals."""
    known = mask or Mask()
    found = findings(states, known)
    width = min(_WIDEST, max((cell_len(clean(each.name)) for each in found), default=0))
    lines = [line for each in found for line in _rows(each, width, known, _painter(colour=colour))]
    return "\n".join([*lines, _totals(found)]) + "\n"


def check_junit(started: float, states: Sequence[State], mask: Mask | None = None) -> str:
    """Return the results as a JUnit test suite; what is down is a failed test."""
    known = mask or Mask()
    found = findings(states, known)
    down = sum(each.health is Outcome.DOWN for each in found)
    time = sum(each.latency or 0.0 for each in found)
    totals = f'tests="{len(found)}" failures="{down}" errors="0" skipped="0" time="{time:.3f}"'
    head = f'<testsuite name="asyncdash" {totals} timestamp={_attribute(rfc3339(started) or "")}>'
    cases = "".join(_case(each, known) for each in found)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n{head}\n{cases}</testsuite>\n</testsuites>\n'
    )


def check_github(states: Sequence[State], mask: Mask | None = None) -> str:
    """Return what is not up as the annotations of a GitHub workflow, and the totals."""
    known = mask or Mask()
    found = findings(states, known)
    lines: list[str] = []
    for each in found:
        if each.health is not Outcome.UP:
            command = "error" if each.health is Outcome.DOWN else "warning"
            message = clean("; ".join(_reasons(each, known)) or str(each.health)).replace("%", "%25")
            lines.append(f"::{command} title={_property(each.name)}::{message}")
    return "\n".join([*lines, _totals(found)]) + "\n"


def check_text(
    form: str, started: float, states: Sequence[State], mask: Mask | None = None, *, colour: bool = False
) -> str:
    """Return the report in the format of that name, one of `FORMATS`."""
    known = mask or Mask()
    writers: dict[str, Callable[[], str]] = {
        "table": lambda: check_table(states, known, colour=colour),
        "json": lambda: dump_json(check_json(started, states, known), indent=2) + "\n",
        "jsonl": lambda: check_jsonl(states, known),
        "junit": lambda: check_junit(started, states, known),
        "github": lambda: check_github(states, known),
    }
    return writers[form]()


FORMATS = ("table", "json", "jsonl", "junit", "github")
"""What `check --format` takes."""


def worst_outcome(states: Sequence[State]) -> Outcome:
    """Return the worst health of a round, which decides the exit code."""
    return worst(findings(states, Mask()))


def dump_json(value: object, *, indent: int | None = None) -> str:
    """Write JSON that is safe to print: what a terminal would obey is escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return UNSAFE.sub(lambda match: match[0] if match[0] == "\n" else json.dumps(match[0])[1:-1], text)


def _rows(finding: Finding, width: int, mask: Mask, paint: Callable[[str, str], str]) -> list[str]:
    status = "open" if finding.kind == "feed" and finding.failure is None else str(finding.status or "—")
    facts = f"{fit_name(clean(finding.name), width)}  {status:>4}  {duration(finding.latency):>6}"
    word = "" if finding.health is Outcome.UP else f"  {finding.health}"
    colour = _COLOURS[finding.health]
    reasons = [f"  {paint(clean(reason), colour)}" for reason in _reasons(finding, mask)]
    return [f"{paint(_GLYPHS[finding.health], colour)} {facts}{paint(word, colour)}", *reasons]


def _reasons(finding: Finding, mask: Mask) -> list[str]:
    """Say why it is not up: the failure, then what was not met, each once."""
    reasons = [mask(str(finding.failure))] if finding.failure else []
    for each in finding.conditions:
        text = mask(str(each))
        if not each.passed and not any(text in reason for reason in reasons):
            reasons.append(text)
    if finding.health is Outcome.FLAKY:
        reasons.append(f"attempt {finding.attempts} passed")
    return reasons


def _totals(found: Sequence[Finding]) -> str:
    counts = Counter(each.health for each in found)
    return (
        " · ".join(f"{counts[health]} {health}" for health in Outcome if counts[health]) or "nothing to check"
    )


def _painter(*, colour: bool) -> Callable[[str, str], str]:
    return (
        (lambda text, code: f"\x1b[{code}m{text}\x1b[0m" if text else "")
        if colour
        else (lambda text, _: text)
    )


def _case(finding: Finding, mask: Mask) -> str:
    head = (
        f"  <testcase classname={_attribute(finding.group or finding.kind)} name={_attribute(finding.name)}"
    )
    head += f' time="{finding.latency or 0.0:.3f}"'
    reasons = _reasons(finding, mask)
    text = _xml("\n".join(map(clean, reasons)))
    if finding.health is Outcome.DOWN:
        kind = str(finding.failure.kind) if finding.failure else "down"
        first = reasons[0] if reasons else kind
        inner = f"<failure type={_attribute(kind)} message={_attribute(first)}>{text}</failure>"
    else:
        inner = f"<system-out>{text}</system-out>" if text else ""
    return f"{head}>\n    {inner}\n  </testcase>\n" if inner else f"{head}/>\n"


def _attribute(text: str) -> str:
    return f'"{_xml(clean(text))}"'


def _xml(text: str) -> str:
    return escape(_NOT_XML.sub("�", text))


def _property(text: str) -> str:
    """Escape a value as the commands of a workflow want it."""
    return "".join(_PROPERTY.get(character, character) for character in clean(text))
