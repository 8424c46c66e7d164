"""The wheel as users get it: built, installed into an empty environment, run from another folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import venv
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tui import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [
    pytest.mark.timeout(300),  # pip downloads the build backend and the dependencies
    pytest.mark.xdist_group("wheel"),  # all in one process, which builds it once
]

ROOT = Path(__file__).parents[1]


class Installed:
    """The program in an environment that has nothing else, run from a folder that is not ours."""

    def __init__(self, environment: Path, folder: Path) -> None:
        self.bin = environment / ("Scripts" if sys.platform == "win32" else "bin")
        self.folder = folder

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run `asyncdash`; no variable of ours may help it to find anything."""
        environ = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "ASYNC"))}
        command = [str(self.bin / "asyncdash"), *arguments]
        return subprocess.run(  # noqa: S603 - our own program
            command, cwd=self.folder, env=environ, capture_output=True, text=True, check=False, timeout=60
        )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    run_python(sys.executable, "-m", "build", "--wheel", "--outdir", str(folder), str(ROOT))
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    environment = tmp_path_factory.mktemp("environment")
    venv.create(environment, with_pip=True)
    program = Installed(environment, tmp_path_factory.mktemp("elsewhere"))
    run_python(str(program.bin / "python"), "-m", "pip", "install", "--quiet", str(wheel))
    return program


@pytest.fixture
def url() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Fine) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/health"
        server.shutdown()
        thread.join()


class Fine(BaseHTTPRequestHandler):
    """Says that all is well."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
        return


def run_python(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own tools
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_file_of_the_package_is_in_the_wheel(wheel: Path) -> None:
    there = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "tui").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }

    with zipfile.ZipFile(wheel) as archive:
        packed = set(archive.namelist())

    assert {"tui/py.typed", "tui/demo/demo.toml", "tui/styles/theme.tcss"} <= there
    assert there <= packed


def test_nothing_but_the_package_its_manual_and_its_completions_are_installed(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    shared = f"asyncdash-{__version__}.data/data/share/"

    assert {name.partition("/")[0] for name in names if not name.startswith(shared)} == {
        "tui",
        f"asyncdash-{__version__}.dist-info",
    }
    assert {name.removeprefix(shared) for name in names if name.startswith(shared)} == {
        "man/man1/asyncdash.1",
        "bash-completion/completions/asyncdash",
        "zsh/site-functions/_asyncdash",
        "fish/vendor_completions.d/asyncdash.fish",
    }


def test_the_version_is_that_of_the_tree(installed: Installed) -> None:
    done = installed.run("--version")

    assert (done.returncode, done.stdout) == (0, f"asyncdash {__version__}\n")


def test_an_endpoint_is_checked(installed: Installed, url: str) -> None:
    done = installed.run("check", url, "--format", "json")

    assert (done.returncode, done.stderr) == (0, "")
    assert [each["health"] for each in json.loads(done.stdout)["results"]] == ["up"]


def test_the_file_that_init_writes_is_good(installed: Installed) -> None:
    written = installed.run("init")
    validated = installed.run("validate")

    assert (written.returncode, validated.returncode) == (0, 0), written.stderr + validated.stderr
    assert validated.stdout.startswith("asyncdash.toml is good: ")


def test_the_dashboard_finds_its_data(installed: Installed) -> None:
    program = (
        "import asyncio\n"
        "from tui.app import Dashboard\n"
        "from tui.demo.config import demo_config\n"
        "async def main():\n"
        "    async with Dashboard(demo_config(1)).run_test() as pilot:\n"
        "        print(type(pilot.app.screen).__name__)\n"
        "asyncio.run(main())\n"
    )

    done = subprocess.run(  # noqa: S603 - our own program
        [str(installed.bin / "python"), "-I", "-c", program],
        cwd=installed.folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert (done.returncode, done.stdout) == (0, "OverviewScreen\n"), done.stderr
