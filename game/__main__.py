"""The program's start: the command ``panj``, and ``python -m game``."""

import sys


def main() -> None:
    """Run the command line and exit with its status."""
    try:
        # Imported here, so that Ctrl-C while the program starts is no traceback either.
        from game.cli import main as run

        run()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
