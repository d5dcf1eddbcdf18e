"""The ``preserve`` command."""

import sys


def run() -> None:
    """Run the command line and exit with its code."""
    from preserve.cli import main  # noqa: PLC0415 - quick start-up

    sys.exit(main.main(sys.argv[1:]))


if __name__ == "__main__":
    run()
