"""Commands: what each one does; what it needs is imported when it runs."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING

from tui.cli.complaint import complain, tell
from tui.cli.reading import no_url, nothing_found, read

if TYPE_CHECKING:
    from argparse import Namespace
    from contextlib import AbstractAsyncContextManager

    from tui.app.preferences import Start
    from tui.config.config import Config

__all__ = ["run_command"]


def run_command(options: Namespace) -> int:
    """Run the command that was asked for and return its exit code."""
    return _COMMANDS[options.command](options)


def _dashboard(options: Namespace) -> int:
    if options.version:
        from tui import __version__  # noqa: PLC0415

        sys.stdout.write(f"asyncdash {__version__}\n")
        return 0
    if options.install_completion is not None or options.show_completion is not None:
        return _completion(options)
    if (mistake := no_url(options.urls)) is not None:
        return complain(mistake)
    config = read(options.config, options.urls, tells_all=True)
    if isinstance(config, int):
        return config
    return _watch(options, config)


def _watch(options: Namespace, config: Config) -> int:
    start = _start(options, config)
    if isinstance(start, int):
        return start
    if not _has_terminal():
        if not config.endpoints and not config.feeds:
            return complain(_nothing_to_check("asyncdash"))
        if start.query:
            return complain(
                "asyncdash: there is no terminal to draw on; to check a part: asyncdash check NAME"
            )
        from tui.cli.check import run_check  # noqa: PLC0415

        return run_check(config, form=None, fail_on="down", record=options.record)
    from tui.cli.dashboard import run_dashboard  # noqa: PLC0415

    source = config.path.name if config.path else ""
    return run_dashboard(
        config, source=source, record=options.record, has_summary=options.summary, start=start
    )


def _start(options: Namespace, config: Config) -> Start | int:
    """Return how the dashboard is to begin, or the exit code when that makes no sense."""
    from tui.app.preferences import AS_EVER  # noqa: PLC0415

    if (options.view, options.filter, options.only) == (None, "", None):
        return AS_EVER
    from tui.cli.starting import start_of  # noqa: PLC0415 - it reads conditions

    try:
        return start_of(options, config)
    except ValueError as error:
        return complain(str(error))


def _has_terminal() -> bool:
    """Is there a terminal that a dashboard can be drawn on? Editors call the one they have inside "dumb"."""
    return os.isatty(0) and os.isatty(1) and os.environ.get("TERM") != "dumb"


def _completion(options: Namespace) -> int:
    from tui.cli.completion import SHELLS, install, script_of, shell_of  # noqa: PLC0415

    asked = (options.install_completion, options.show_completion)
    shell = next((each for each in asked if isinstance(each, str)), shell_of(os.environ))
    if shell is None:
        return complain(f"asyncdash: $SHELL is none of {', '.join(SHELLS)}: name one of them")
    if options.install_completion is None:
        sys.stdout.write(script_of(shell))
        return 0
    try:
        path, more = install(shell, os.environ)
    except OSError as error:
        return complain(f"asyncdash: {error.filename} cannot be written: {error.strerror}")
    sys.stdout.write(f"wrote {path}; {more or 'new shells complete asyncdash'}\n")
    return 0


def _demo(options: Namespace) -> int:
    from tui.cli.serving import free_port, serve_until_interrupted  # noqa: PLC0415

    try:
        port = free_port(options.port)
    except OSError as error:
        return complain(f"asyncdash demo: 127.0.0.1:{options.port} cannot be used: {error.strerror}")
    if options.serve:
        return serve_until_interrupted(port)
    if not _has_terminal():
        return complain(
            "asyncdash demo: there is no terminal to draw on; only the server: asyncdash demo --serve"
        )
    from tui.cli.dashboard import run_dashboard  # noqa: PLC0415
    from tui.demo.config import demo_config  # noqa: PLC0415

    def beside() -> AbstractAsyncContextManager[object]:
        from tui.demo.server import serve_demo  # noqa: PLC0415 - imports aiohttp, after the first frame

        return serve_demo(port=port)

    config = demo_config(port)
    start = _start(options, config)
    if isinstance(start, int):
        return start
    return run_dashboard(config, source="demo", beside=beside, has_summary=options.summary, start=start)


def _check(options: Namespace) -> int:
    from tui.cli.check import run_check, select  # noqa: PLC0415

    urls = [name for name in options.names if "://" in name]
    names = [name for name in options.names if "://" not in name]
    if names and urls:
        return complain(
            f"asyncdash check: {names[0]!r} would be in the configuration, which is not read for URLs:"
            " ask for names alone, or for URLs alone"
        )
    config = read(options.config, urls)
    if isinstance(config, int):
        return config
    if names:
        if config.path is None:
            return complain(f"asyncdash check: {nothing_found()}")
        try:
            config = select(config, names)
        except ValueError as error:
            return complain(str(error))
    if not config.endpoints and not config.feeds:
        return complain(_nothing_to_check("asyncdash check"))
    return run_check(config, form=options.format, fail_on=options.fail_on, record=options.record)


def _nothing_to_check(who: str) -> str:
    return f"{who}: there is nothing to check; name a URL, or write a file with: asyncdash init"


def _tail(options: Namespace) -> int:
    from tui.cli.tail import choose_feed, run_tail  # noqa: PLC0415

    urls = [options.feed] if "://" in options.feed else []
    config = read(options.config, urls)
    if isinstance(config, int):
        return config
    if config.path is None and not urls:
        return complain(f"asyncdash tail: {nothing_found()}")
    try:
        feed = choose_feed(config, options.feed)
    except ValueError as error:
        return complain(str(error))
    return run_tail(options, feed, config.mask)


def _validate(options: Namespace) -> int:
    config = read(options.config, [], tells_all=True)
    if isinstance(config, int):
        return config
    if config.path is None:
        return complain(f"asyncdash validate: {nothing_found()}")
    from tui.app.faults import faults_of  # noqa: PLC0415

    if faults := faults_of(config):
        return complain("\n".join(map(str, faults)))
    from tui.config.idle import idle_warnings  # noqa: PLC0415
    from tui.text.units import counted  # noqa: PLC0415

    for warning in idle_warnings(config):
        tell(str(warning))
    endpoints, feeds = counted(len(config.endpoints), "endpoint"), counted(len(config.feeds), "feed")
    files = f" in {len(config.files)} files" if len(config.files) > 1 else ""
    sys.stdout.write(f"{config.path.name} is good: {endpoints} and {feeds}{files}\n")
    return 0


def _config(options: Namespace) -> int:
    from tui.cli.effective import run_config  # noqa: PLC0415

    return run_config(options)


def _init(options: Namespace) -> int:
    from shlex import quote  # noqa: PLC0415

    from tui.config.places import FILE  # noqa: PLC0415
    from tui.config.starter import write_starter  # noqa: PLC0415

    try:
        path = write_starter(options.file)
    except FileExistsError as error:
        return complain(str(error))
    except OSError as error:
        return complain(f"{options.file} cannot be written: {error.strerror}")
    option = "" if str(path) == FILE else f" -c {quote(str(path))}"
    sys.stdout.write(f"wrote {path}; edit it, then run: asyncdash{option}\n")
    return 0


def _paths(options: Namespace) -> int:
    from tui.cli.paths import table_of_paths  # noqa: PLC0415

    sys.stdout.write(table_of_paths(options.config, os.environ))
    return 0


def _schema(_options: Namespace) -> int:
    from tui.config.schema import json_schema  # noqa: PLC0415

    sys.stdout.write(json.dumps(json_schema(), indent=2) + "\n")  # in ASCII
    return 0


def _help(options: Namespace) -> int:
    from tui.cli.arguments import COMMANDS, parser_of  # noqa: PLC0415

    if options.topic is None or options.topic in COMMANDS:
        parser_of(options.topic).print_help()
        return 0
    if options.topic == "man":
        from tui.cli.manual import manual  # noqa: PLC0415

        sys.stdout.write(manual())
        return 0
    from tui.keys import KEYS, key_label  # noqa: PLC0415

    for key in KEYS:
        labels = " ".join(key_label(each) for each in key.keys.split(","))
        sys.stdout.write(
            f"{key.id:<20} {labels:<14} {key.help.replace('{name}', 'it')}  ({', '.join(key.scopes)})\n"
        )
    return 0


_COMMANDS = {
    "dashboard": _dashboard,
    "demo": _demo,
    "check": _check,
    "tail": _tail,
    "validate": _validate,
    "config": _config,
    "init": _init,
    "paths": _paths,
    "schema": _schema,
    "help": _help,
}
