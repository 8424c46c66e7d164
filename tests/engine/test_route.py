from __future__ import annotations

from socket import AF_INET
from unittest.mock import patch

from tui.engine import route


def test_where_the_system_knows_a_way_there_is_a_route() -> None:
    with patch.object(route, "_ANYWHERE", ((AF_INET, "127.0.0.1"),)):
        assert route.has_route()


def test_where_it_knows_none_there_is_none() -> None:
    with patch.object(route, "_ANYWHERE", ((AF_INET, "no address"),)):
        assert not route.has_route()
