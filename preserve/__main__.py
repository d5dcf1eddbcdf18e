"""The ``preserve`` command."""

import sys


def run() -> None:
    """Run the command line and exit with its code."""
    try:
        from preserve.cli import main  # noqa: PLC0415 - quick start-up

        code = main.main(sys.argv[1:])
    except KeyboardInterrupt:  # before the command line listens to signals, or after
        code = 130
    sys.exit(code)


if __name__ == "__main__":
    run()
