"""Second pass: from TOML tables to typed records of what a rules file declares."""
