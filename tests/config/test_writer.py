from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import make_endpoint, make_feed
from tui.config.loader import config_of_urls, load_config
from tui.config.writer import config_text, write_config

if TYPE_CHECKING:
    from pathlib import Path

    from tui.model.endpoint import Endpoint
    from tui.model.feed import Feed

URLS = [
    "https://api.example.com/health?verbose=1&price=$5",
    "http://127.0.0.1:8080/",
    "http://127.0.0.1:8080",
    "wss://stream.example.com/v1",
    "ws://[::1]:9000/ws",
    "https://user:hunter2@example.com/a%20b",
    'https://example.com/"quoted"\\x',
    "https://bücher.example/straße",
]


def read_again(path: Path, targets: list[Endpoint | Feed]) -> list[tuple[str, str, float]]:
    write_config(path, targets)
    config = load_config(path, environ={})
    return [*map(facts, config.endpoints), *map(facts, config.feeds)]


def facts(target: Endpoint | Feed) -> tuple[str, str, float]:
    return target.name, target.url, getattr(target, "interval", getattr(target, "heartbeat", 0.0))


def test_urls_read_the_same_again(tmp_path: Path) -> None:
    config = config_of_urls(URLS, environ={})
    targets: list[Endpoint | Feed] = [*config.endpoints, *config.feeds]

    assert read_again(tmp_path / "a.toml", targets) == [facts(target) for target in targets]


def test_names_and_intervals_that_were_given_read_the_same_again(tmp_path: Path) -> None:
    targets: list[Endpoint | Feed] = [
        make_endpoint('the "$orders"', url="https://example.com/", interval=0.25),
        make_endpoint("pay", interval=300.0),
        make_feed("trades", heartbeat=0.0),
    ]

    assert read_again(tmp_path / "a.toml", targets) == [facts(target) for target in targets]


@given(
    st.floats(min_value=0.1, max_value=1e6),
    st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1),
)
def test_any_name_and_interval_make_good_toml(
    tmp_path_factory: pytest.TempPathFactory, length: float, name: str
) -> None:
    endpoint = make_endpoint(name, interval=length, url="https://example.com/")
    path = tmp_path_factory.mktemp("any") / "a.toml"

    [(read, _, interval)] = read_again(path, [endpoint])

    assert read == name
    assert interval == pytest.approx(length, abs=1e-8)


def test_an_interval_that_only_keys_may_ask_for_becomes_the_shortest(tmp_path: Path) -> None:
    assert read_again(tmp_path / "a.toml", [make_endpoint(interval=0.02)])[0][2] == 0.1


def test_what_is_there_already_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text("mine")
    with pytest.raises(FileExistsError, match="is left as it is: name another file"):
        write_config(path, [make_endpoint()])

    assert path.read_text() == "mine"


def test_a_file_with_a_secret_is_for_its_owner_alone_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    write_config(path, [make_endpoint(url="https://user:hunter2@example.com/")])

    assert path.stat().st_mode & 0o777 == 0o600
    assert "holds a secret" in path.read_text()


def test_what_is_as_by_default_is_not_written() -> None:
    assert config_text([make_endpoint("example.com/", url="https://example.com/")]).splitlines()[2:] == [
        "[[endpoint]]",
        'name = "example.com/"',
        'url = "https://example.com/"',
    ]
