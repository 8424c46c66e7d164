"""Subprotocols: what travels inside WebSocket messages, in the words of each specification."""
