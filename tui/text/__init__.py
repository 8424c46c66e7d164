"""From plain data to plain strings, for screens and headless output alike."""
