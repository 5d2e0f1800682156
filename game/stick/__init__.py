"""The program as a folder that runs from a stick, on Windows and Linux, without installing."""
