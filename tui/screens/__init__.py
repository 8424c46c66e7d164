"""Screens: they compose widgets and route keys."""
