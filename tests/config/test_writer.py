from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.factories import make_endpoint, make_feed
from tui.config.config import Config
from tui.config.loader import config_of_urls, default_settings, load_config
from tui.config.part_tables import AUTH, BODY, BUFFER, OAUTH2, RECONNECT, RETRY, TLS
from tui.config.tables import NOTIFY, SETTINGS
from tui.config.target_tables import ENDPOINT, FEED
from tui.config.writer import config_text, write_config
from tui.model.target import BasicAuth, BearerAuth, JsonBody

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tui.config.table import Table
    from tui.model.endpoint import Endpoint
    from tui.model.feed import Feed

URLS = [
    "https://api.example.com/health?verbose=1&price=$5",
    "http://127.0.0.1:8080/",
    "http://127.0.0.1:8080",
    "wss://stream.example.com/v1",
    "ws://[::1]:9000/ws",
    'https://example.com/"quoted"\\x',
    "https://bücher.example/straße",
]
VARIABLES = {"TOKEN": "sesame-open", "PASSWORD": "p@ss/$word"}

COMMON = {
    "name": '"the \\"$$orders\\" 本"',
    "group": '"core"',
    "tags": '["eu", "tier1"]',
    "headers": "{ Accept = \"*/*\", Authorization = 'Bearer ${TOKEN}', Cookie = '${TOKEN:-none}' }",
    "params": '{ verbose = "1", token = "${TOKEN}" }',
    "auth": '{ bearer = "${TOKEN}" }',
    "tls": '{ verify = false, ca = "a.pem", cert = "a.pem", key = "a.pem",'
    ' server_name = "x", min_version = "1.3" }',
    "proxy": '"http://me:${PASSWORD}@proxy:3128"',
    "resolve": '"10.0.0.5"',
    "family": '"ipv4"',
    "enabled": "false",
}
WRITTEN_ENDPOINT = {
    **COMMON,
    "url": '"https://me:${PASSWORD}@api.example.com/?token=${TOKEN}&price=$$5"',
    "method": '"POST"',
    "body": "{ json = { ping = true, deep = [1.5, { 'a b' = \"$$5\" }], token = '${TOKEN}' } }",
    "follow": "false",
    "max_redirects": "3",
    "connection": '"reuse"',
    "interval": '"333.3ms"',
    "timeout": '"1.1m"',
    "expect": "[200, 204]",
    "assert": "['json $.status == \"ok\"', 'latency < 1.5s']",
    "warn": "['body contains \"${TOKEN}\"']",
    "retry": '{ attempts = 3, backoff = "fixed", delay = "10s", max_delay = "11s",'
    ' on = ["timeout", 503], unsafe = true }',
    "down_after": "2",
    "up_after": "3",
    "max_body": '"64KiB"',
}
WRITTEN_FEED = {
    **COMMON,
    "name": '"trades"',
    "url": '"wss://stream.example.com/v1"',
    "subprotocols": '["a", "b"]',
    "origin": '"https://example.com"',
    "compression": "false",
    "on_open": '[\'{"op":"subscribe"}\', "PASSCODE: ${TOKEN}"]',
    "heartbeat": '"0"',
    "heartbeat_timeout": '"3s"',
    "reconnect": '{ delay = "2s", max_delay = "4s", attempts = 5, reset_after = "0s" }',
    "max_message": '"1MB"',
    "buffer": '{ messages = 10, size = "1KB" }',
    "type": '"$.type"',
    "silence": '"30s"',
    "pair": '{ request = "$.id", response = "$.to" }',
    "snippets": '{ ping = \'{"op":"ping"}\' }',
    "assert": "['rate > 0.5 over 1m']",
    "trigger": "[{ when = 'type == \"error\"', do = ['mark', 'send {\"t\":\"${TOKEN}\"}'] },"
    " { when = 'size > 1B', do = ['bell'] }]",
}
STREAM_ONLY = {"method": '"POST"', "body": '{ text = "hello\\nyou" }'}
WRITTEN_SETTINGS = {
    "theme": '"nord"',
    "history": '"/tmp/h.sqlite3"',
    "concurrency": "8",
    "per_host": "2",
    "keymap": '"emacs"',
    "glyphs": '"ascii"',
    "mouse": "false",
    "view": '"list"',
    "flight_recorder": '"0s"',
}
WRITTEN_NOTIFY = {
    "via": '"webhook"',
    "when": '\'state in ["down", "up"]\'',
    "url": '"https://hooks.example.com/${TOKEN}"',
    "headers": '{ X-Api-Key = "${TOKEN}" }',
    "secret": '"${PASSWORD}"',
    "template": '"{{name}}"',
    "remind": '"30m"',
}


def block(head: str, keys: Mapping[str, str]) -> str:
    return f"\n[{head}]\n" + "".join(f"{key} = {value}\n" for key, value in keys.items())


def read(directory: Path, text: str, **environ: str) -> Config:
    (directory / "from.toml").write_text(text, encoding="utf-8")
    (directory / "a.pem").write_text("-----BEGIN PRIVATE KEY-----")
    return load_config(directory / "from.toml", environ={"HOME": "/home/me", **VARIABLES, **environ})


def read_again(directory: Path, config: Config, **environ: str) -> tuple[Config, str]:
    elsewhere = directory / "else"
    elsewhere.mkdir(exist_ok=True)
    path = elsewhere / "where.toml"
    path.unlink(missing_ok=True)
    environ = {"HOME": "/home/me", **environ}
    written = write_config(path, config, environ)
    return load_config(path, environ=environ), written.text


def meaning(config: Config) -> tuple[Any, ...]:
    """Return what a configuration means, wherever it stands."""
    targets = [replace(target, origin=None) for target in (*config.endpoints, *config.feeds)]
    return config.settings, config.keys, targets, config.notify


def test_the_samples_have_every_key_that_there_is() -> None:
    samples: list[tuple[Table[Any], set[str]]] = [
        (SETTINGS, set(WRITTEN_SETTINGS)),
        (ENDPOINT, set(WRITTEN_ENDPOINT)),
        (FEED, {*WRITTEN_FEED, *STREAM_ONLY}),
        (NOTIFY, {*WRITTEN_NOTIFY, "command"}),
    ]

    assert [(table.name, table.keys.keys() ^ written) for table, written in samples] == [
        (table.name, set()) for table, _ in samples
    ]


@pytest.mark.parametrize(
    ("table", "key"), [(RETRY, "retry"), (RECONNECT, "reconnect"), (BUFFER, "buffer"), (TLS, "tls")]
)
def test_the_samples_have_every_key_of_the_tables_in_them(table: Table[Any], key: str) -> None:
    sample = {**WRITTEN_ENDPOINT, **WRITTEN_FEED}[key]

    assert [name for name in table.keys if f"{name} =" not in sample] == []


def test_every_key_reads_the_same_again_and_no_secret_is_in_the_file(tmp_path: Path) -> None:
    config = read(
        tmp_path,
        'title = "Shop"\n'
        + block("settings", WRITTEN_SETTINGS)
        + '\n[keys]\n"check.now" = "r,ctrl+r"\n"quit" = ""\n'
        + block("[endpoint]", WRITTEN_ENDPOINT)
        + block("[feed]", WRITTEN_FEED)
        + block("[feed]", {"url": '"https://sse.example/"', **STREAM_ONLY})
        + block("[notify]", WRITTEN_NOTIFY)
        + block("[notify]", {"via": '"exec"', "command": '["notify-send", "$$5"]'}),
    )

    again, text = read_again(tmp_path, config, **VARIABLES)

    assert again.title == "Shop"
    assert meaning(again) == meaning(config)
    assert [value for value in ("sesame", "p@ss", "p%40ss") if value in text] == []
    assert "${TOKEN:-none}" in text or "${TOKEN}" in text


@pytest.mark.parametrize(
    "auth",
    [
        '{ basic = "me:${PASSWORD}" }',
        '{ digest = "me:${PASSWORD}" }',
        "{ netrc = true }",
        '{ oauth2 = { token_url = "https://a/", client_id = "i", client_secret = "${TOKEN}", scope = "x" } }',
        '{ oauth2 = { token_url = "https://a/", client_id = "me", client_secret = "${TOKEN}" } }',
    ],
)
def test_every_way_to_authenticate_reads_the_same_again(tmp_path: Path, auth: str) -> None:
    config = read(tmp_path, block("[endpoint]", {"url": '"http://a/"', "auth": auth}))

    again, text = read_again(tmp_path, config, **VARIABLES)

    assert again.endpoints[0].auth == config.endpoints[0].auth
    assert "p@ss" not in text


@pytest.mark.parametrize("body", ['{ text = "$${a}" }', '{ form = { a = "$$" } }', '{ file = "a.pem" }'])
def test_every_kind_of_body_reads_the_same_again_from_anywhere(tmp_path: Path, body: str) -> None:
    config = read(tmp_path, block("[endpoint]", {"url": '"http://a/"', "body": body}))

    assert read_again(tmp_path, config)[0].endpoints[0].body == config.endpoints[0].body


def test_no_way_to_authenticate_and_no_kind_of_body_was_left_out_above() -> None:
    assert [*AUTH.keys] == ["bearer", "basic", "digest", "netrc", "oauth2"]
    assert [*BODY.keys] == ["text", "json", "form", "file"]
    assert [*OAUTH2.keys] == ["token_url", "client_id", "client_secret", "scope"]


@pytest.mark.parametrize("expect", ["200", '"4xx"', "[204]", "[200, 301]"])
def test_what_is_expected_reads_the_same_again(tmp_path: Path, expect: str) -> None:
    config = read(tmp_path, block("[endpoint]", {"url": '"http://a/"', "expect": expect}))

    assert read_again(tmp_path, config)[0].endpoints == tuple(
        replace(each, origin=read_again(tmp_path, config)[0].endpoints[0].origin) for each in config.endpoints
    )


def test_never_to_reconnect_and_to_keep_no_history_read_the_same_again(tmp_path: Path) -> None:
    config = read(
        tmp_path, '[settings]\nhistory = ""\n' + block("[feed]", {"url": '"ws://a/"', "reconnect": "false"})
    )

    assert meaning(read_again(tmp_path, config)[0]) == meaning(config)


def test_what_groups_and_defaults_say_is_said_by_each(tmp_path: Path) -> None:
    config = read(
        tmp_path,
        '[defaults.endpoint]\ntimeout = "2s"\n[group.core]\nassert = ["latency < 1s"]\n'
        + block("[endpoint]", {"url": '"http://a/"', "group": '"core"'}),
    )

    again, _ = read_again(tmp_path, config)

    assert meaning(again) == meaning(config)
    assert again.endpoints[0].timeout == 2.0


def test_urls_read_the_same_again(tmp_path: Path) -> None:
    config = config_of_urls(URLS, environ={"HOME": "/home/me"})

    assert meaning(read_again(tmp_path, config)[0]) == meaning(config)


def test_a_password_that_was_typed_becomes_a_variable_that_is_to_be_set(tmp_path: Path) -> None:
    config = config_of_urls(["https://me:hunter%402@a.example/?token=sesame", "ws://a.example/"], environ={})
    path = tmp_path / "a.toml"

    written = write_config(path, config, {})
    values = dict.fromkeys(written.missing, "")
    for name in values:
        values[name] = "hunter%402" if f"me:${{{name}}}@" in written.text else "sesame"

    assert len(values) == 2
    assert "hunter" not in written.text
    assert "=sesame" not in written.text
    assert all(name in written.text.splitlines()[1] for name in written.missing)
    assert [each.url for each in load_config(path, environ=values).endpoints] == [config.endpoints[0].url]


def test_a_secret_that_a_variable_of_the_environment_has_is_written_as_that(tmp_path: Path) -> None:
    config = config_of_urls(["https://a.example/?token=sesame"], environ={})

    written = write_config(
        tmp_path / "a.toml", config, {"API_TOKEN": "sesame", "HOME": "/", "USER": "sesame"}
    )

    assert "?token=${API_TOKEN}" in written.text
    assert written.missing == ()


def test_secrets_that_came_from_no_variable_are_not_written() -> None:
    endpoint = make_endpoint(
        "pay",
        auth=BearerAuth("sesame1"),
        headers={"Authorization": "Bearer sesame2", "X-Api-Key": "sesame3"},
        body=JsonBody({"password": "sesame4", "secret": {"deep": ["sesame5"]}, "token": 7_654_321}),
    )
    feed = make_feed("f", auth=BasicAuth("me", "sesame6"), on_open=("passcode: sesame7",))

    written = config_text(Config(endpoints=(endpoint,), feeds=(feed,)), {})

    assert "sesame" not in written.text
    assert "7654321" not in written.text
    assert len(written.missing) == 8
    assert written.missing[:2] == ("SECRET_OF_PAY", "SECRET_OF_PAY_2")
    assert 'Authorization = "Bearer ${SECRET_OF' in written.text


@given(
    st.floats(min_value=0.1, max_value=1e6),
    st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1),
    st.text(),
)
def test_any_name_interval_and_text_make_good_toml(
    tmp_path_factory: pytest.TempPathFactory, length: float, name: str, text: str
) -> None:
    endpoint = make_endpoint(name, interval=length, url="https://example.com/", params={"a": text})

    [again] = read_again(tmp_path_factory.mktemp("any"), Config(endpoints=(endpoint,)))[0].endpoints

    assert (again.name, again.params) == (name, {"a": text})
    assert again.interval == pytest.approx(length, abs=1e-12)


@given(st.integers(1, 10**9), st.sampled_from(["ms", "s", "m", "h"]), st.integers(0, 6))
def test_any_time_that_a_file_can_say_reads_exactly_the_same_again(
    tmp_path_factory: pytest.TempPathFactory, number: int, unit: str, point: int
) -> None:
    digits = f"{number:0{point + 1}}"
    text = f"{digits[: len(digits) - point]}.{digits[len(digits) - point :]}0{unit}"
    directory = tmp_path_factory.mktemp("time")
    try:
        config = read(directory, block("[endpoint]", {"url": '"http://a/"', "timeout": f'"{text}"'}))
    except Exception:  # noqa: BLE001 - too short or too long
        return

    assert read_again(directory, config)[0].endpoints[0].timeout == config.endpoints[0].timeout


def test_an_interval_that_only_keys_may_ask_for_becomes_the_shortest(tmp_path: Path) -> None:
    config = Config(endpoints=(make_endpoint(interval=0.02),))

    assert read_again(tmp_path, config)[0].endpoints[0].interval == 0.1


def test_what_is_there_already_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text("mine")
    with pytest.raises(FileExistsError, match="is left as it is: name another file"):
        write_config(path, Config(), {})

    assert path.read_text() == "mine"


def test_what_is_as_by_default_is_not_written() -> None:
    environ = {"HOME": "/home/me"}
    targets: list[Endpoint | Feed] = [
        make_endpoint("a.example/", url="https://a.example/"),
        make_feed("b.example", url="ws://b.example/"),
    ]
    [endpoint, feed] = targets
    config = Config(settings=default_settings(environ), endpoints=(endpoint,), feeds=(feed,))  # type: ignore[arg-type]

    assert config_text(config, environ).text.splitlines()[1:] == [
        "",
        "[[endpoint]]",
        'name = "a.example/"',
        'url = "https://a.example/"',
        "",
        "[[feed]]",
        'url = "ws://b.example/"',
    ]
