from __future__ import annotations

from pathlib import Path

import pytest

from tui.config.loader import load_config

FOLDER = Path(__file__).parents[2] / "examples"
EXAMPLES = sorted(FOLDER.glob("*.toml"))
ENVIRON = dict.fromkeys(("API_TOKEN", "SHOP_PASSWORD", "FEED_TOKEN", "MQTT_PASSWORD"), "a-secret")


def test_there_are_examples() -> None:
    assert {path.name for path in EXAMPLES} >= {"minimal.toml", "api.toml", "feeds.toml", "protocols.toml"}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_an_example_has_no_fault_and_something_to_watch(path: Path) -> None:
    config = load_config(path, environ=ENVIRON)

    assert config.endpoints or config.feeds


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_an_example_tells_how_to_run_it(path: Path) -> None:
    assert f"asyncdash -c examples/{path.name}" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_an_example_names_only_hosts_that_are_reserved_for_examples(path: Path) -> None:
    config = load_config(path, environ=ENVIRON)

    assert all("example.com" in target.url for target in (*config.endpoints, *config.feeds))
