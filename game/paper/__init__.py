"""A game on paper: map, mats, cards and pieces to print and cut, and a guide for who leads it."""
