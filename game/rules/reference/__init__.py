"""The language's own book: every construct with its meaning and an example that runs."""
