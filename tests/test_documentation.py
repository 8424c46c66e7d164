"""What the documentation says can be done: its links lead somewhere, its files and commands are good."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tui.app.keymap import key_faults
from tui.cli.arguments import parse_arguments
from tui.cli.manual import manual
from tui.config.loader import load_config
from tui.keys import KEYS, key_label

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in DOCS.rglob("*.md")}
PAGES |= {name: (ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "CONTRIBUTING.md")}
BESIDE = ("examples/", "screenshots/")
"""What is published with the pages, although it is not among them."""
VARIABLES = ("ORDERS_TOKEN", "ADMIN_PASSWORD", "BILLING_SECRET", "VERSION", "MQTT_PASSWORD")


def links(text: str) -> list[str]:
    """Return where a page's links and pictures lead, but for the Internet."""
    text = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    return [link for link in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in link]


def anchors(text: str) -> set[str]:
    """Return what a link into a page may name."""
    found = set(re.findall(r'id="([\w-]+)"', text))
    for title in re.findall(r"^#+ (.*)$", text, re.MULTILINE):
        found.add(re.sub(r"\s+", "-", re.sub(r"[^\w\s-]", "", title.lower()).strip()))
    return found


def fault(page: str, link: str) -> str | None:
    """Return what is wrong with a link, if anything is."""
    path, _, anchor = link.partition("#")
    target = (ROOT / page).parent.joinpath(path).resolve() if path else ROOT / page
    name = target.relative_to(ROOT).as_posix()
    if name not in PAGES:
        is_published = not page.startswith("docs/") or name.startswith(BESIDE)
        return None if is_published and target.exists() else f"{page}: no page {link}"
    return None if not anchor or anchor in anchors(PAGES[name]) else f"{page}: no anchor {link}"


def blocks(language: str) -> list[tuple[str, str]]:
    """Return the blocks of a language in the documentation, with their pages."""
    return [
        (page, block)
        for page, text in PAGES.items()
        if page.startswith("docs/")
        for block in re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)
    ]


@pytest.mark.parametrize("page", PAGES)
def test_the_links_of_a_page_lead_somewhere(page: str) -> None:
    assert [wrong for link in links(PAGES[page]) if (wrong := fault(page, link)) is not None] == []


def test_a_link_that_leads_nowhere_is_found() -> None:
    assert fault("docs/index.md", "nowhere.md") is not None
    assert fault("docs/index.md", "tutorial.md#nowhere") is not None
    assert fault("docs/index.md", "../screenshots/nowhere.png") is not None
    assert fault("docs/index.md", "../LICENSE") is not None


@pytest.mark.parametrize(("page", "text"), blocks("toml"))
def test_every_configuration_is_good(page: str, text: str, tmp_path: Path) -> None:
    del page
    path = tmp_path / "asyncdash.toml"
    path.write_text(text, encoding="utf-8")

    config = load_config(path, environ=dict.fromkeys(VARIABLES, "a-value"))

    assert list(key_faults(config)) == []


@pytest.mark.parametrize(("page", "text"), blocks("sh"))
def test_every_command_can_be_given(page: str, text: str) -> None:
    del page
    for line in re.findall(r"(?:^|= |… )(asyncdash .*)", text, re.MULTILINE):
        words = shlex.split(re.split(r" &&| > ", line)[0], comments=True)

        assert parse_arguments([word for word in words[1:] if word != "--version"]).command


def test_every_key_in_a_table_of_keys_is_bound() -> None:
    bound = {key_label(each) for key in KEYS for each in key.keys.split(",")}
    tables = [
        rows
        for page, text in PAGES.items()
        if not page.startswith("docs/reference/")
        for rows in re.findall(r"^\| Key \|.*\n.*\n((?:\|.*\n)+)", text, re.MULTILINE)
    ]
    named = {
        key
        for rows in tables
        for row in rows.splitlines()
        for key in re.findall("`(.+?)`", row.split("|")[1])
    }

    assert {"⏎", "space", "J", "X"} <= named
    assert named <= bound


def test_every_option_that_is_named_exists() -> None:
    known = {"--help", *re.findall(r"--[a-z][a-z-]+", manual().replace("\\-", "-"))}
    named = {
        option
        for page, text in PAGES.items()
        if page != "CONTRIBUTING.md" and not page.startswith("docs/benchmarks")
        for option in re.findall(r"(?<![\w|-])--[a-z][a-z-]+", text)
    }

    assert {"--format", "--until"} <= named
    assert named <= known


def test_the_navigation_has_every_page_and_no_other() -> None:
    navigation = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").partition("\nnav:")[2]
    named = set(re.findall(r"[\w/-]+\.md", navigation)) - {"changelog.md"}

    assert named == {path.removeprefix("docs/") for path in PAGES if path.startswith("docs/")}
