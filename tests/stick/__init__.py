"""The program on a stick."""
