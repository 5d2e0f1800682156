"""Sets made of sets: members that are written once for each combination of other members."""
