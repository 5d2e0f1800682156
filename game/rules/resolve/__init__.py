"""Third pass: what the names of one scenario mean, after its restrictions and options."""
