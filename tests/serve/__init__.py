"""A table over the local network: what is sent, who may send what, and what comes of it."""
