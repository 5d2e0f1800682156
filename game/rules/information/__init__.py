"""Who may learn what: visibility of cells and the static information-flow check."""
