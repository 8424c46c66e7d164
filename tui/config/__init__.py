"""Reading the configuration: from a TOML file to endpoints and feeds, or to every fault at once."""
