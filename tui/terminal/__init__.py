"""The terminal and the process around the app: signals, suspending, a terminal that goes away."""
