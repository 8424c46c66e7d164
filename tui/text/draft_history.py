"""What was sent over each feed, kept for the next run without anything that looks secret."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.model.mask import is_secret_name
from tui.text.draft import Draft, DraftError, DraftKind, outgoing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tui.model.mask import Mask

__all__ = ["kept_drafts", "read_drafts"]

_MOST = 50
_LONGEST = 10_000
_HEAD = 12
"""Bytes within which a CONNECT names its protocol."""


def kept_drafts(drafts: Mapping[str, Sequence[Draft]], mask: Mask) -> dict[str, list[list[str]]]:
    """Return what may be written to a file: the newest of each feed, none twice.

    One that holds a secret, or names something that is one, is left out: masked,
    it would be sent masked some day.
    """
    kept: dict[str, list[list[str]]] = {}
    for name, history in drafts.items():
        chosen = [draft for draft in dict.fromkeys(reversed(history)) if _is_harmless(draft, mask)]
        if chosen:
            kept[name] = [[draft.kind.value, draft.text] for draft in reversed(chosen[:_MOST])]
    return kept


def read_drafts(kept: object) -> dict[str, list[Draft]]:
    """Return what `kept_drafts` gave; what is damaged is left out."""
    if not isinstance(kept, dict):
        return {}
    return {
        name: [draft for each in history if (draft := _draft(each)) is not None]
        for name, history in kept.items()
        if isinstance(name, str) and isinstance(history, list)
    }


def _is_harmless(draft: Draft, mask: Mask) -> bool:
    if len(draft.text) > _LONGEST:
        return False
    texts = (draft.text, _spelled_out(draft))
    return all(mask(text) == text and not is_secret_name(text) for text in texts)


def _spelled_out(draft: Draft) -> str:
    """Return what the bytes say that a draft is written in, and that a CONNECT of MQTT has a password."""
    if draft.kind not in {DraftKind.HEX, DraftKind.BASE64}:
        return ""
    try:
        payload = outgoing(draft).payload
    except DraftError:
        return ""
    is_connect = payload.startswith(b"\x10") and b"MQ" in payload[:_HEAD]
    return payload.decode("utf-8", "replace") + (" password" if is_connect else "")


def _draft(kept: object) -> Draft | None:
    match kept:
        case [str(kind), str(text)] if kind in set(DraftKind):
            return Draft(text, DraftKind(kind))
        case _:
            return None
