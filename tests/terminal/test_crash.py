from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

import pytest
from rich.console import Console

from tui.terminal.crash import crash_report, keep_report

if TYPE_CHECKING:
    from pathlib import Path

SECRET = "hunter2"


def report_of(error: BaseException) -> str:
    file = StringIO()
    report = crash_report(error, lambda text: text.replace(SECRET, "•••"))
    Console(file=file, width=120).print(report)
    return file.getvalue()


def refuse(password: str) -> None:
    raise ValueError(f"not accepted: {password}")


def forget(password: str) -> None:
    raise KeyError(len(password))


def ask() -> None:
    try:
        refuse(SECRET)
    except ValueError as error:
        raise RuntimeError("nobody can log in") from error


def test_it_says_what_happened_and_where() -> None:
    with pytest.raises(RuntimeError) as caught:
        ask()
    report = report_of(caught.value)

    assert "RuntimeError: nobody can log in" in report
    assert "test_crash.py" in report
    assert "in refuse" in report


def test_no_secret_is_in_what_an_error_or_its_cause_say() -> None:
    with pytest.raises(RuntimeError) as caught:
        ask()
    report = report_of(caught.value)

    assert "ValueError: not accepted: •••" in report


def test_no_secret_is_in_a_note() -> None:
    error = ValueError("not accepted")
    error.add_note(f"it was {SECRET}")
    report = report_of(error)

    assert "it was •••" in report


def test_no_secret_is_in_what_errors_of_a_group_say() -> None:
    group = ExceptionGroup("several things failed", [ValueError(f"not accepted: {SECRET}")])
    report = report_of(group)

    assert "ValueError: not accepted: •••" in report


def test_no_value_of_a_variable_is_in_it() -> None:
    with pytest.raises(KeyError) as caught:
        forget(SECRET)
    report = report_of(caught.value)

    assert "KeyError: 7" in report
    assert SECRET not in report


def test_a_report_is_kept_where_only_its_owner_can_read_it(tmp_path: Path) -> None:
    path = keep_report(crash_report(ValueError("not accepted"), str), tmp_path / "state")

    assert path is not None
    assert "ValueError: not accepted" in path.read_text()
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_report_that_cannot_be_kept_is_no_second_crash(tmp_path: Path) -> None:
    (tmp_path / "state").touch()

    assert keep_report(crash_report(ValueError("not accepted"), str), tmp_path / "state") is None
