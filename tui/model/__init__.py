"""What asyncdash knows: plain data and pure rules, without a clock, a loop or any I/O."""
