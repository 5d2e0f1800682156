"""First pass: from a file or text to TOML tables, within bounds, with the place of each value."""
