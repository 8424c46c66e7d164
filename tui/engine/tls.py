"""SSL contexts: how a TLS connection is made and verified, built once for all that want the same."""

from __future__ import annotations

import asyncio
import ssl
from time import monotonic
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

from tui.engine.failures import FailureError
from tui.engine.tracing import TimedTls
from tui.model.failure import Failure, FailureKind

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tui.model.target import TlsOptions

__all__ = ["TlsContexts", "ssl_context"]

_LONG_AGO = 60.0
_MOST = 256
"""Contexts that are kept: options change, and who wanted the old ones is gone."""
_VERSIONS = {"1.2": ssl.TLSVersion.TLSv1_2, "1.3": ssl.TLSVersion.TLSv1_3}


class TlsContexts:
    """The contexts of a run: each holds a megabyte of authorities, so endpoints and feeds share them."""

    def __init__(self, monotonic: Callable[[], float] = monotonic) -> None:
        self._monotonic = monotonic
        self._contexts: dict[TlsOptions, ssl.SSLContext] = {}
        self._built_at: dict[TlsOptions, float] = {}
        self._building: WeakValueDictionary[TlsOptions, asyncio.Lock] = WeakValueDictionary()
        """One for each, as a file on a disk that hangs must not keep the others waiting."""

    async def get(self, options: TlsOptions) -> ssl.SSLContext:
        """Return the context for those options; the first time it is built in a thread.

        Raises:
            FailureError: A file is missing or holds no certificate.
        """
        context = self._contexts.pop(options, None) or await self._built(options)
        self._contexts[options] = context  # the newest is the last
        while len(self._contexts) > _MOST:
            del self._contexts[next(iter(self._contexts))]
        return context

    def is_current(self, options: TlsOptions, context: ssl.SSLContext) -> bool:
        """Is that still the context for those options? Somebody may have had them forgotten."""
        return self._contexts.get(options) is context

    async def _built(self, options: TlsOptions) -> ssl.SSLContext:
        """Build a context, or wait until somebody else has."""
        async with self._building.setdefault(options, asyncio.Lock()):
            context = self._contexts.get(options)
            if context is None:
                context = self._contexts[options] = await asyncio.to_thread(ssl_context, options)
                self._built_at[options] = self._monotonic()
            return context

    def forget(self, options: TlsOptions) -> None:
        """Read the files of those options anew the next time: they may have been renewed.

        The authorities of the system are many, so they are read once a minute at most.
        """
        is_own = options.ca is not None or options.cert is not None
        if is_own or self._monotonic() - self._built_at.get(options, 0.0) >= _LONG_AGO:
            self._contexts.pop(options, None)


def ssl_context(options: TlsOptions) -> ssl.SSLContext:
    """Return a new context; reading the authorities takes tens of milliseconds, so keep it.

    Raises:
        FailureError: A file is missing or holds no certificate.
    """
    try:
        context = ssl.create_default_context(cafile=options.ca)
        if options.cert is not None:
            context.load_cert_chain(options.cert, options.key, password=_no_passphrase)
    except OSError as error:
        raise FailureError(_unusable(error, options)) from error
    if not options.verify:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    if options.min_version is not None:
        context.minimum_version = _VERSIONS[options.min_version]
    context.set_alpn_protocols(["http/1.1"])
    context.sslobject_class = TimedTls
    return context


def _no_passphrase() -> str:
    """Keep OpenSSL from asking for a passphrase on the terminal that the dashboard is drawn on."""
    raise FailureError(
        Failure(FailureKind.LOCAL, "the key of tls.cert is encrypted: give one without a passphrase")
    )


def _unusable(error: OSError, options: TlsOptions) -> Failure:
    """Say which file cannot be used, and why."""
    files: list[Path] = [file for file in (options.ca, options.cert, options.key) if file is not None]
    missing = next((file for file in files if not file.is_file()), None)
    if missing is not None:
        return Failure(FailureKind.LOCAL, f"cannot read {missing}: no such file")
    if isinstance(error, ssl.SSLError):
        why = (
            "the key does not belong to the certificate"
            if error.reason == "KEY_VALUES_MISMATCH"
            else "no certificate in PEM"
        )
        return Failure(FailureKind.LOCAL, f"cannot use {' and '.join(map(str, files))}: {why}")
    return Failure(FailureKind.LOCAL, f"cannot read {' or '.join(map(str, files))}: {error.strerror}")
