"""The game in a terminal, for any rule set, and what all commands share: options and exit statuses.

`loop` holds the conversation, `show` lays out what a seat may see, `session` starts and ends it;
`options` reads what was typed on the command line and `exit_status` says what went wrong.
"""
