from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from collections.abc import Iterator

settings.register_profile(
    "steady", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("steady")
"""No test fails because the machine is slow today, or by the luck of the draw."""


@pytest.fixture(scope="session", autouse=True)
def _one_terminal_and_time_zone() -> Iterator[None]:
    """Let clocks on screens read the same, and colours be as many, wherever the tests run."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("TZ", "UTC")
        patched.setenv("TERM", "xterm-256color")
        patched.setenv("COLORTERM", "truecolor")
        time.tzset()
        yield
    time.tzset()


@pytest.fixture(scope="session", autouse=True)
def _no_test_goes_on_before_its_turn(_one_terminal_and_time_zone: None) -> Iterator[None]:
    """Let no test depend on how busy the machine is."""
    from tests.pilots import patient_pilots  # noqa: PLC0415 - Textual reads the environment as it is imported

    with patient_pilots():
        yield
