"""PhaseRows: where the time of a check went, as bars that lie where they happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.text.bars import waterfall
from tui.text.units import duration

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tui.model.check import CheckResult
    from tui.model.phases import Phases
    from tui.text.glyphs import Glyphs
    from tui.widgets.line import Runs

__all__ = ["PHASES", "attempt_words", "phase_line", "phase_rows", "phase_runs"]

PHASES = {"dns": "dns", "connect": "connect", "tls": "tls", "send": "send", "wait": "wait", "recv": "receive"}
"""How the phases of a request are written, in order, and what they are called in `Phases`."""
_DIALLING = ("dns", "connect", "tls")
_NAME = 9
_TIME = 9
_LOUD = {"warn", "err"}


def attempt_words(result: CheckResult) -> tuple[str, ...]:
    """Say which attempt was the last, in ever fewer words; a single one needs none."""
    number = len(result.attempts)
    if number < 2:  # noqa: PLR2004 - the first to say so
        return ()
    short = f"attempt {number} of {number}"
    waited = sum(attempt.waited or 0.0 for attempt in result.attempts)
    return f"{short}, after {duration(waited)} of waiting", short, f"attempt {number}"


def phase_rows(result: CheckResult, width: int, *, glyphs: Glyphs, absent: bool = True) -> list[Runs]:
    """Return a row for each phase; one that did not happen, if wanted, says why instead of a time."""
    drawn = {row[0]: row[1:] for row in waterfall(result.phases, max(1, width - _NAME - _TIME))}
    tags = _tags(result)
    rows: list[Runs] = []
    for name in PHASES:
        tag = tags.get(name, "faint")
        loud = tag if tag in _LOUD else None
        if name in drawn:
            first, length, text = drawn[name]
            bar = [(" " * first, "text"), (glyphs.bar[-1] * length, tag)]
            rest = text.rjust(width - _NAME - first - length)
            rows.append([(name.ljust(_NAME), loud or "muted"), *bar, (rest, loud or "text")])
        elif absent or tag == "err":
            word = _absence(result, name, is_failed=tag == "err")
            rows.append([(name.ljust(_NAME), tag), (word.rjust(width - _NAME), tag)])
    return rows


def phase_line(result: CheckResult) -> Runs:
    """Return the phases in one row: "dns 2 · connect 11 · wait 742 ms", the loud one loud."""
    return phase_runs(result.phases, _tags(result))


def phase_runs(phases: Phases, tags: Mapping[str, str]) -> Runs:
    """Return phases in one row, each in the colour that `tags` has for it."""
    runs: Runs = [("connection reused", "muted")] if phases.is_reused else []
    in_millis = all(duration(length).endswith("ms") for name, length in phases if name != "queued")
    for name, field in PHASES.items():
        length: float | None = getattr(phases, field)
        tag = tags.get(name, "faint")
        if length is None and tag != "err":
            continue
        if runs:
            runs.append((" · ", "faint"))
        text = duration(length) if length is not None else "failed"
        text = text.removesuffix("ms") if in_millis else text
        runs.append((f"{name} {text}", f"{tag}-strong" if tag in _LOUD else "muted"))
    return [*runs, (" ms", "muted")] if phases.total and in_millis else runs


def _tags(result: CheckResult) -> dict[str, str]:
    """Return the colour of each phase: only what went wrong is loud, and only where it did."""
    lengths: dict[str, float] = {
        name: getattr(result.phases, field)
        for name, field in PHASES.items()
        if getattr(result.phases, field) is not None
    }
    tags = dict.fromkeys(lengths, "series")
    slowest = max(lengths, key=lambda name: lengths[name], default="")
    for condition, tag in (
        *((each, "warn") for each in result.warnings),
        *((each, "err") for each in result.conditions),
    ):
        if not condition.passed:
            blamed = slowest if "latency" in condition.text else _named(condition.text)
            tags |= {blamed: tag} if blamed in lengths else {}
    failed = result.failure.phase if result.failure is not None else None
    return tags | {name: "err" for name, field in PHASES.items() if field == failed}


def _named(text: str) -> str | None:
    """Return the phase that a condition sets a limit to."""
    subject = text.partition(" ")[0]
    return next((name for name, field in PHASES.items() if field == subject), None)


def _absence(result: CheckResult, name: str, *, is_failed: bool) -> str:
    if is_failed:
        return "failed"
    return "reused" if result.phases.is_reused and name in _DIALLING else "—"
