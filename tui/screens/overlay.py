"""Overlay: what lies over a screen, asks one thing and goes away with the answer."""

from __future__ import annotations

from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen

__all__ = ["Overlay"]

Answer = TypeVar("Answer")


class Overlay(ModalScreen[Answer]):
    """Answers once: keys that were typed ahead would otherwise close the screen below it as well."""

    CSS_PATH = "../styles/overlay.tcss"

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        """Close with that answer, unless it is closed already."""
        return super().dismiss(result) if self.is_active else AwaitComplete()
