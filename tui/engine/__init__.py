"""Asynchronous I/O: checks endpoints, streams feeds, records what they find in the model."""
