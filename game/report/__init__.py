"""After-action reports: what a saved game was, as a page, a table and a document.

A report is a projection of a journal: it reads what the table kept and the story tells, for one
seat or for who may know everything, and decides nothing.
"""
