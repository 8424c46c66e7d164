"""Commands: what each one does; what it needs is imported when it runs."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING

from tui.cli.complaint import complain

if TYPE_CHECKING:
    from argparse import Namespace
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

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
    if (mistake := _no_url(options.urls)) is not None:
        return complain(mistake)
    config = _read(options.config, options.urls)
    if isinstance(config, int):
        return config
    return _watch(options, config)


def _watch(options: Namespace, config: Config) -> int:
    start = _start(options, config)
    if isinstance(start, int):
        return start
    if not _has_terminal():
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

    shell = options.install_completion or options.show_completion or shell_of(os.environ)
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
    config = _read(options.config, [] if names else urls)
    if isinstance(config, int):
        return config
    if names:
        try:
            config = select(config, names)
        except ValueError as error:
            return complain(str(error))
    if not config.endpoints and not config.feeds:
        return complain(
            "asyncdash check: there is nothing to check; name a URL, or write a file with: asyncdash init"
        )
    return run_check(config, form=options.format, fail_on=options.fail_on, record=options.record)


def _tail(options: Namespace) -> int:
    from tui.cli.tail import choose_feed, run_tail  # noqa: PLC0415

    config = _read(options.config, [options.feed] if "://" in options.feed else [])
    if isinstance(config, int):
        return config
    try:
        feed = choose_feed(config, options.feed)
    except ValueError as error:
        return complain(str(error))
    return run_tail(options, feed, config.mask)


def _validate(options: Namespace) -> int:
    config = _read(options.config, [])
    if isinstance(config, int):
        return config
    if config.path is None:
        return complain(_nothing_found())
    from tui.app.faults import faults_of  # noqa: PLC0415

    if faults := faults_of(config):
        return complain("\n".join(map(str, faults)))
    from tui.text.units import counted  # noqa: PLC0415

    endpoints, feeds = counted(len(config.endpoints), "endpoint"), counted(len(config.feeds), "feed")
    files = f" in {len(config.files)} files" if len(config.files) > 1 else ""
    sys.stdout.write(f"{config.path.name} is good: {endpoints} and {feeds}{files}\n")
    return 0


def _config(options: Namespace) -> int:
    from tui.cli.effective import effective_tree, origins_text, toml_file  # noqa: PLC0415
    from tui.config.errors import ConfigErrors, shown_path  # noqa: PLC0415
    from tui.config.loader import config_of_urls, find_config, read_config  # noqa: PLC0415

    try:
        if options.urls:
            config, reading = config_of_urls(options.urls, environ=os.environ), None
        elif (path := find_config(options.config, os.environ)) is not None:
            config, reading = read_config(path, environ=os.environ)
        else:
            return complain(_nothing_found())
    except ConfigErrors as error:
        return complain("\n".join(map(str, error.errors)))
    tree = effective_tree(config, reading, os.environ, view=options.view)
    if options.show_origin:
        sys.stdout.write(origins_text(tree))
        return 0
    source = shown_path(config.path) if config.path else "URLs of the command line"
    sys.stdout.write(toml_file(tree, title=f"The effective configuration of {source}"))
    return 0


def _init(options: Namespace) -> int:
    from tui.config.starter import write_starter  # noqa: PLC0415

    try:
        path = write_starter(options.file)
    except FileExistsError as error:
        return complain(str(error))
    except OSError as error:
        return complain(f"{options.file} cannot be written: {error.strerror}")
    sys.stdout.write(f"wrote {path}; edit it, then run: asyncdash -c {path}\n")
    return 0


def _paths(options: Namespace) -> int:
    from tui.cli.paths import table_of_paths  # noqa: PLC0415

    sys.stdout.write(table_of_paths(options.config, os.environ))
    return 0


def _schema(_options: Namespace) -> int:
    from tui.config.schema import json_schema  # noqa: PLC0415

    sys.stdout.write(json.dumps(json_schema(), indent=2) + "\n")
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


def _read(path: Path | None, urls: list[str]) -> Config | int:
    """Return the configuration that was asked for, or the exit code when it has faults."""
    from tui.config.config import Config  # noqa: PLC0415
    from tui.config.errors import ConfigErrors  # noqa: PLC0415
    from tui.config.loader import config_of_urls, find_config, load_config  # noqa: PLC0415

    try:
        if urls:
            return config_of_urls(urls, environ=os.environ)
        found = find_config(path, os.environ)
        return load_config(found, environ=os.environ) if found is not None else Config()
    except ConfigErrors as error:
        return complain("\n".join(str(each) for each in error.errors))


def _no_url(words: list[str]) -> str | None:
    """Return what to say about a word that is nearly a command, or a file; `None`: all look like URLs."""
    from pathlib import Path  # noqa: PLC0415 - what --version can do without

    from tui.cli.arguments import COMMANDS  # noqa: PLC0415
    from tui.config.errors import did_you_mean  # noqa: PLC0415

    for word in words:
        if word.isalpha() and (hint := did_you_mean(word, COMMANDS)):
            return f"asyncdash: {word!r} is neither a command nor a URL{hint}"
        if "://" not in word and Path(word).is_file():
            return f'asyncdash: {word!r} is a file; a configuration is given as "-c {word}"'
    return None


def _nothing_found() -> str:
    from tui.config.loader import places  # noqa: PLC0415

    looked = ", ".join(str(place) for place in places(os.environ))
    return f"there is no configuration; looked in {looked}; write one with: asyncdash init"


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
