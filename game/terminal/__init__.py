"""The game in a terminal, for any rule set, and what all commands share: options and exits.

`loop` holds the conversation, `show` lays out what a seat may see, `sit` starts and ends it;
`options` reads what was typed on the command line and `exits` says what went wrong.
"""
