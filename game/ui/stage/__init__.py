"""The stage: what happens at the table, told moment by moment while it can be seen."""
