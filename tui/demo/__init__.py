"""The embedded demo: endpoints and feeds on loopback that misbehave on a script."""
