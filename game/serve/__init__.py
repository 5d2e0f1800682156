"""One sitting over the local network: phones, a screen for all, an umpire's desk.

`docs/serve.md` tells what is sent. Everything that is shown to a seat is made from its view by the
floors below; nothing here knows a rule.
"""
