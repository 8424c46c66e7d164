"""The language of conditions: parsed once, then asked of checks, messages, rows and events."""
