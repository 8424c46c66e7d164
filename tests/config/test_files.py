from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from tui.config import files
from tui.config.files import BadFileError, check_file, exists, home_path, is_file, read_text


def reason_for(path: Path) -> str:
    with pytest.raises(BadFileError) as caught:
        read_text(path)
    return str(caught.value)


def test_a_missing_file_is_named(directory: Path) -> None:
    assert reason_for(directory / "gone.pem") == "gone.pem does not exist"


def test_a_directory_is_no_file(directory: Path) -> None:
    assert reason_for(directory / ".").endswith("is a directory, not a file")


def test_text_that_is_not_utf_8_is_pointed_at(directory: Path) -> None:
    path = directory / "latin.toml"
    path.write_bytes(b'title = "x"\nname = "caf\xe9"\n')

    with pytest.raises(BadFileError) as caught:
        read_text(path)

    assert str(caught.value) == "latin.toml is not UTF-8: byte 23 (line 2) is 0xe9, save it as UTF-8"
    assert caught.value.position == (2, 12)


def test_utf_16_is_recognized(directory: Path) -> None:
    path = directory / "wide.toml"
    path.write_bytes("title".encode("utf-16"))

    assert reason_for(path) == "wide.toml is UTF-16: save it as UTF-8"


def test_a_byte_order_mark_is_no_part_of_the_text(directory: Path) -> None:
    path = directory / "marked.toml"
    path.write_bytes(b"\xef\xbb\xbftitle")

    assert read_text(path) == "title"


def test_a_file_without_an_end_is_given_up() -> None:
    assert reason_for(Path("/dev/zero")) == "/dev/zero has more than 4 MB, which is too much"


def test_a_path_that_no_system_has_is_refused(directory: Path) -> None:
    with pytest.raises(BadFileError, match="cannot be read"):
        check_file(directory / "a\0b")


def test_a_pipe_is_no_file_to_come_back_to(directory: Path) -> None:
    os.mkfifo(directory / "pipe")

    with pytest.raises(BadFileError, match="pipe is a pipe, no regular file: it can be read only once"):
        check_file(directory / "pipe")


def test_a_pipe_into_which_nobody_writes_is_not_waited_for(
    directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_PATIENCE", 0.05)
    os.mkfifo(directory / "pipe")

    assert reason_for(directory / "pipe") == "pipe cannot be read: nobody writes into this pipe"


def test_a_pipe_is_read_to_its_end_however_slowly_it_is_written(directory: Path) -> None:
    os.mkfifo(directory / "pipe")
    written = threading.Event()

    def write() -> None:
        with (directory / "pipe").open("wb", buffering=0) as pipe:
            for part in (b"title", b" = ", b"1"):
                pipe.write(part)
            _ = written.wait(0.1)  # the other end finds nothing, and nobody who has gone
            pipe.write(b"\n")

    writer = threading.Thread(target=write)
    writer.start()
    text = read_text(directory / "pipe")
    writer.join()

    assert text == "title = 1\n"


def test_a_pipe_that_is_open_and_still_empty_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "_PATIENCE", 0.0)
    receiver, sender = os.pipe()

    def write() -> None:
        os.write(sender, b"late")
        os.close(sender)

    writer = threading.Timer(0.1, write)
    writer.start()
    text = read_text(Path(f"/dev/fd/{receiver}"))
    writer.join()
    os.close(receiver)

    assert text == "late"


def test_what_cannot_be_asked_about_is_not_there(directory: Path) -> None:
    assert not exists(directory / ("x" * 5_000))
    assert not is_file(directory / "a\0b")
    assert exists(directory)
    assert not is_file(directory)


def test_the_home_directory_is_that_of_the_environment() -> None:
    assert home_path("~/x", {"HOME": "/home/me"}) == Path("/home/me/x")


def test_an_unknown_user_has_no_home_directory() -> None:
    with pytest.raises(ValueError, match='"~nobody-of-this-name/x": there is no such home directory'):
        home_path("~nobody-of-this-name/x", {})
