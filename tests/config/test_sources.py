from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tui.config.errors import ConfigErrors
from tui.config.sources import Sources, stamp

if TYPE_CHECKING:
    from pathlib import Path

    from tests.config.conftest import Load


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def file(directory: Path) -> Path:
    return write(directory / "a.toml", "one")


def test_what_nobody_touches_looks_the_same(file: Path) -> None:
    sources = Sources(frozenset({file}))

    assert sources.look() == sources.look()


def test_a_file_that_is_written_to_looks_different(file: Path) -> None:
    sources = Sources(frozenset({file}))
    before = sources.look()
    write(file, "two and more")

    assert sources.look() != before


def test_a_file_that_another_is_renamed_to_looks_different(file: Path, directory: Path) -> None:
    sources = Sources(frozenset({file}))
    before = sources.look()
    other = write(directory / "a.toml.swap", "two")
    os.utime(other, ns=(file.stat().st_atime_ns, file.stat().st_mtime_ns))
    other.rename(file)

    assert sources.look() != before


def test_a_link_that_leads_to_another_file_looks_different(directory: Path) -> None:
    link, target = directory / "link.toml", write(directory / "v1" / "a.toml", "same")
    link.symlink_to(target)
    sources = Sources(frozenset({link}))
    before = sources.look()
    link.unlink()
    link.symlink_to(write(directory / "v2" / "a.toml", "same"))

    assert sources.look() != before


def test_a_file_that_is_not_there_is_none(directory: Path) -> None:
    path = directory / "none.toml"

    assert Sources(frozenset({path})).look() == {path: None}


def test_a_name_that_no_file_can_have_is_none(directory: Path) -> None:
    path = directory / "\0"

    assert Sources(frozenset({path})).look() == {path: None}


def test_a_file_that_comes_to_match_a_pattern_is_seen(directory: Path) -> None:
    sources = Sources(patterns=frozenset({(directory, "teams/**/*.toml")}))
    before = sources.look()
    new = write(directory / "teams" / "eu" / "core.toml", "")

    assert before == {}
    assert list(sources.look()) == [new]


def test_a_directory_that_matches_a_pattern_is_no_file(directory: Path) -> None:
    (directory / "odd.toml").mkdir()

    assert Sources(patterns=frozenset({(directory, "*.toml")})).look() == {}


def test_a_configuration_knows_everything_that_it_was_read_from(load: Load, directory: Path) -> None:
    team = write(directory / "teams" / "a.toml", "")
    other = write(directory / "other.toml", "")
    token = write(directory / "token", "s3cret")
    config = load(
        'include = ["teams/*.toml", "other.toml"]\n'
        '[[endpoint]]\nurl = "https://a"\nauth = { bearer = "${file:token}" }'
    )

    assert config.sources == Sources(
        frozenset({directory / "asyncdash.toml", team, other, token, directory / ".env"}),
        frozenset({(directory, "teams/*.toml")}),
    )


def test_faults_know_what_would_have_been_read(load: Load, directory: Path) -> None:
    with pytest.raises(ConfigErrors) as caught:
        load(
            'include = ["teams/*.toml", "none.toml"]\n'
            '[[endpoint]]\nurl = "https://a"\nauth = { bearer = "${file:token}" }'
        )

    assert caught.value.sources == Sources(
        frozenset(directory / name for name in ("asyncdash.toml", "none.toml", "token", ".env")),
        frozenset({(directory, "teams/*.toml")}),
    )


def test_faults_know_the_secrets_that_were_found_on_the_way(load: Load) -> None:
    with pytest.raises(ConfigErrors) as caught:
        load(
            '[[endpoint]]\nurl = "https://a"\nintervall = 1\nauth = { bearer = "${TOKEN}" }', TOKEN="hunter22"
        )

    assert caught.value.mask("hunter22") == "•••"


def test_sources_can_be_put_together(directory: Path) -> None:
    one, two = directory / "1", directory / "2"
    both = Sources(frozenset({one})) | Sources(frozenset({two}), frozenset({(directory, "*")}))

    assert both == Sources(frozenset({one, two}), frozenset({(directory, "*")}))


def test_a_configuration_knows_how_its_files_looked_when_they_were_read(load: Load, directory: Path) -> None:
    write(directory / "token", "s3cret")
    write(directory / ".env", "X=1")
    write(directory / "teams" / "a.toml", "")
    config = load(
        'include = ["teams/*.toml"]\n'
        '[[endpoint]]\nurl = "https://a/${X}"\nauth = { bearer = "${file:token}" }'
    )

    assert config.sources.seen == config.sources.look()


def test_what_is_written_into_a_pipe_does_not_change_how_it_looks(directory: Path) -> None:
    path = directory / "pipe"
    os.mkfifo(path)
    os.utime(path, (0, 0))
    before = stamp(path)
    end = os.open(path, os.O_RDWR)
    os.write(end, b"title")
    os.close(end)

    assert path.stat().st_mtime > 0
    assert stamp(path) == before
