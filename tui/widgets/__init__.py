"""Widgets that draw objects of the model; they know neither the engine nor the app."""
