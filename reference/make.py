"""Write what of the documentation is made of the program, the man page included: `make reference`."""

from __future__ import annotations

from reference.pages import DOCS, pages
from tui.cli.manual import manual

__all__ = ["main"]


def main() -> None:
    """Write every page that is made, where it is not as it was."""
    for name, text in {**pages(), "asyncdash.1": manual()}.items():
        path = DOCS / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8", newline="\n")
            print(f"docs/{name}")  # noqa: T201 - a command that says what it wrote


if __name__ == "__main__":
    main()
