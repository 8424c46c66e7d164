from __future__ import annotations

import pytest

from tui.engine.places import host_of


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("http://a.example/x", "a.example:80"),
        ("https://A.Example", "a.example:443"),
        ("https://user:pw@a.example:8443/x?y=1", "a.example:8443"),
        ("http://[::1]:8080/", "::1:8080"),
        ("http://a.example:no/", "http://a.example:no/"),
        ("no url at all", "no url at all"),
        ("", ""),
    ],
)
def test_a_place_belongs_to_a_host_and_port(url: str, host: str) -> None:
    assert host_of(url) == host
