"""Opening: what is known of a handshake that succeeded, one fact to a line."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from tui.model.hop import Purpose
from tui.model.mask import MASKED
from tui.text import units
from tui.text.safe import clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui.model.connection import Handshake
    from tui.model.hop import HopFacts
    from tui.model.mask import Mask
    from tui.model.phases import Phases
    from tui.text.glyphs import Line

__all__ = ["cookies_text", "opening", "phases_text"]

_LABEL = 14
_LED_TO = {Purpose.REDIRECT: "redirected", Purpose.SIGN_IN: "signed in", Purpose.TOKEN: "token"}
"""What is said of an answer, by why the next request was sent."""


def opening(handshake: Handshake, mask: Mask) -> list[Line]:
    """Return what was agreed on, how long each part of it took, and the headers of the answer."""
    lines: list[Line] = [
        [("opened ", "ok-strong"), (f"{handshake.status} in {units.duration(handshake.duration)}", "text")]
    ]
    if handshake.warning:
        lines.append([(f"{'warning':<{_LABEL}}", "muted"), (clean(mask(handshake.warning)), "warn")])
    lines += [
        [(f"{label:<{_LABEL}}", "muted"), (clean(mask(value)), "text")] for label, value in _facts(handshake)
    ]
    if handshake.headers:
        lines += [[], [("headers", "muted")]]
    for name, value in handshake.headers:
        lines.append([(f"  {clean(name)}", "key"), (": ", "punct"), (clean(mask.value(name, value)), "text")])
    return lines


def phases_text(phases: Phases) -> str:
    """Return the phases that happened in one line: "dns 3 · connect 12 · tls 41 · wait 28 ms"."""
    texts = [(name, units.duration(length)) for name, length in phases]
    in_millis = bool(texts) and all(text.endswith("ms") for _, text in texts)
    line = " · ".join(f"{name} {text.removesuffix('ms') if in_millis else text}" for name, text in texts)
    return f"{line} ms" if in_millis else line


def _facts(handshake: Handshake) -> Iterator[tuple[str, str]]:
    yield from _way(handshake.hops)
    if phases := phases_text(handshake.phases):
        yield "phases", phases
    if handshake.subprotocol:
        yield "subprotocol", handshake.subprotocol
    if handshake.compression:
        yield "compression", "permessage-deflate"
    if handshake.tls is not None:
        yield "tls", f"{handshake.tls.version} · {handshake.tls.cipher}"
    if handshake.ip:
        yield "address", handshake.ip
    if handshake.cookies:
        yield "cookies", f"{cookies_text(handshake)} · sent with the next handshake"


def cookies_text(handshake: Handshake) -> str:
    """Return the cookies that servers have set, without what is in them: "route=•••, id=•••"."""
    return ", ".join(f"{name}={MASKED}" for name in handshake.cookies)


def _way(hops: Sequence[HopFacts]) -> Iterator[tuple[str, str]]:
    """Say what was asked before, and what it led to."""
    for hop, following in pairwise(hops):
        label = _LED_TO.get(hop.purpose if hop.purpose is Purpose.TOKEN else following.purpose, "before")
        yield label, f"{hop.status or 'no answer'} from {hop.url}"
    if hops:
        yield "url", hops[-1].url
