"""The screens of the window, each a tree of widgets and what its buttons do."""
