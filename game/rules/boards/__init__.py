"""Boards: sets whose members lie in a grid of hexes or squares, or in a graph with places."""
