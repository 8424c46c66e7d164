from __future__ import annotations

from reference.links import published


def test_what_is_beside_the_pages_in_the_repository_is_among_them_when_published() -> None:
    assert published("[a](../../examples/a.toml) ![b](../screenshots/b.png)") == (
        "[a](../examples/a.toml) ![b](screenshots/b.png)"
    )


def test_a_link_to_a_page_is_left_as_it_is() -> None:
    assert published("[c](../tutorial.md)") == "[c](../tutorial.md)"
