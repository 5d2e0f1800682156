"""From syntax trees to the typed program: intervals, members, none."""
