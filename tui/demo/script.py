"""The script of the demo: what each endpoint and feed does at each moment of ninety seconds."""

from __future__ import annotations

import hashlib
import math
from enum import StrEnum

from msgspec import Struct

__all__ = ["CYCLE", "ENDPOINTS", "FEEDS", "SLOW", "Mode", "Scene", "chance", "scene", "troubled"]

CYCLE = 90.0
"""Seconds after which the script begins again."""

SLOW = 0.6
"""Seconds over which the demo configuration calls an answer slow."""


class Mode(StrEnum):
    """How an endpoint or a feed behaves."""

    ANSWER = "answer"
    """As it should; the status says how well."""
    UNWELL = "unwell"
    """The status is good, the body says that something is wrong."""
    FLAKY = "flaky"
    """Every other request fails, so that a retry helps."""
    TRICKLE = "trickle"
    """The headers come at once, the body comes slowly."""
    HANG = "hang"
    """The request is taken and never answered."""
    DROP = "drop"
    """The connection is cut without a word; of a feed: without a Close frame (1006)."""
    TRUNCATE = "truncate"
    """Fewer bytes than announced."""
    GARBLE = "garble"
    """The body is not in the content encoding that the headers name."""
    LOOP = "loop"
    """A redirect leads back to itself."""
    CLOSE = "close"
    """A feed ends with the status as its close code, and refuses newcomers for a while."""
    SILENT = "silent"
    """A feed stays open and says nothing."""


class Scene(Struct, frozen=True):
    """What one endpoint or feed does at one moment."""

    latency: float
    """Seconds before the first byte of the answer."""
    status: int = 200
    """Of the answer; of a feed that closes: the close code."""
    mode: Mode = Mode.ANSWER

    @property
    def is_trouble(self) -> bool:
        """Will a viewer see a problem?"""
        return (
            self.mode not in {Mode.ANSWER, Mode.FLAKY}
            or self.status >= 400  # noqa: PLR2004 - the first client error, RFC 9110 section 15.5
            or self.latency > SLOW
        )


class _Act(Struct, frozen=True, kw_only=True):
    """A stretch of the script, in seconds from its beginning, in which one name misbehaves."""

    name: str
    start: float
    end: float
    mode: Mode = Mode.ANSWER
    status: int = 200
    latency: tuple[float, float] | None = None
    """At the start and at the end; `None`: the usual one."""


ENDPOINTS = {
    "payments-capture": 0.072,
    "cart-api": 0.064,
    "pricing": 0.036,
    "stock-levels": 0.066,
    "auth-token": 0.021,
    "users-list": 0.054,
    "search-v2": 0.019,
    "image-resize": 0.068,
    "reports-export": 0.070,
    "status-page": 0.010,
    "cdn-manifest": 0.012,
    "geo-lookup": 0.031,
    "webhooks-in": 0.044,
}
"""Every endpoint with its usual latency in seconds."""

FEEDS = {"trades": 0.012, "echo": 0.008, "ticker": 0.010, "presence": 0.014, "deploys": 0.015}
"""Every feed with the usual latency of its handshake in seconds."""

_ACTS = (
    _Act(name="presence", start=3, end=6, mode=Mode.CLOSE, status=1012),
    _Act(name="search-v2", start=5, end=14, status=429),
    _Act(name="payments-capture", start=7, end=13, latency=(0.18, 1.1)),
    _Act(name="payments-capture", start=13, end=28, status=503, latency=(1.24, 1.24)),
    _Act(name="geo-lookup", start=18, end=32, mode=Mode.FLAKY),
    _Act(name="cart-api", start=22, end=36, latency=(0.07, 0.6)),
    _Act(name="trades", start=27, end=34, mode=Mode.DROP, status=1006),
    _Act(name="reports-export", start=30, end=37, mode=Mode.TRICKLE),
    _Act(name="cart-api", start=36, end=50, mode=Mode.UNWELL, latency=(0.62, 0.83)),
    _Act(name="webhooks-in", start=40, end=47, mode=Mode.HANG),
    _Act(name="stock-levels", start=48, end=55, mode=Mode.DROP),
    _Act(name="cart-api", start=50, end=55, latency=(0.5, 0.07)),
    _Act(name="presence", start=54, end=57, mode=Mode.DROP, status=1006),
    _Act(name="ticker", start=56, end=66, mode=Mode.SILENT),
    _Act(name="pricing", start=60, end=67, mode=Mode.TRUNCATE),
    _Act(name="status-page", start=66, end=73, mode=Mode.UNWELL),
    _Act(name="cdn-manifest", start=72, end=79, mode=Mode.LOOP),
    _Act(name="auth-token", start=76, end=83, status=401),
    _Act(name="presence", start=79, end=81, mode=Mode.CLOSE, status=4001),
    _Act(name="image-resize", start=81, end=88, status=504, latency=(0.9, 1.4)),
    _Act(name="users-list", start=85, end=90, mode=Mode.GARBLE),
)


def scene(name: str, t: float) -> Scene:
    """Return what `name` does `t` seconds after the demo began: the same for the same `t`."""
    moment = t % CYCLE
    usual = ENDPOINTS.get(name) or FEEDS[name]
    act = next((act for act in _ACTS if act.name == name and act.start <= moment < act.end), None)
    if act is None:
        return Scene(usual * _unrest(name, moment))
    return Scene(_latency(act, moment, usual=usual), act.status, act.mode)


def troubled(t: float) -> tuple[str, ...]:
    """Return the names that are in trouble `t` seconds after the demo began."""
    return tuple(name for name in (*ENDPOINTS, *FEEDS) if scene(name, t).is_trouble)


def chance(*seed: object) -> float:
    """Return a number from 0 to 1 that looks random and is always the same for the same seed."""
    digest = hashlib.blake2b(repr(seed).encode(), digest_size=4).digest()
    return int.from_bytes(digest) / 2**32


def _latency(act: _Act, moment: float, *, usual: float) -> float:
    """Return the latency at `moment` of `act`: on the way from its first to its last one."""
    if act.latency is None:
        return usual * _unrest(act.name, moment)
    first, last = act.latency
    progress = (moment - act.start) / (act.end - act.start)
    return (first + (last - first) * progress) * (0.98 + 0.05 * chance(act.name, round(moment, 2)))


def _unrest(name: str, moment: float) -> float:
    """Return the factor by which real latencies differ: a slow swell and, now and then, a peak."""
    swell = 0.15 * math.sin(math.tau * (moment / CYCLE * 3 + chance(name)))
    return 0.85 + swell + 0.9 * chance(name, round(moment, 2)) ** 3
