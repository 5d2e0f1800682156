"""Measures of a game as its designer asks for them: of many games between bots."""
