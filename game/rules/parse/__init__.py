"""From the text of an expression or script to Python's syntax tree, within a whitelist."""
