"""From the words that were typed to the exit code: the only place where a command ends."""

import os
from collections.abc import Callable, Sequence

from preserve import config
from preserve.cli import arguments, console
from preserve.cli.arguments import Invocation
from preserve.cli.console import Console
from preserve.config import Settings
from preserve.errors import InterruptedRunError, PreserveError

Command = Callable[[Invocation, Settings, Console], int]

_CONFIGURED = frozenset({"bag", "describe", "deposit", "receipts", "confirm"})
"""Commands that read ``preserve.toml`` unasked; the others need no configuration."""


class FaultError(PreserveError):
    """A fault of preserve itself, which no word or file should have been able to cause."""


def main(words: Sequence[str]) -> int:
    """Run the command that the words ask for, and give the exit code."""
    console.tolerate_any_encoding()
    early = Console(form=arguments.form_wanted(words))
    try:
        code = _run(words)
    except SystemExit as asked:  # --help, --version and the like
        code = int(asked.code or 0)
    except PreserveError as error:
        code = _failed(early, error)
    except KeyboardInterrupt:
        code = _failed(early, InterruptedRunError("interrupted"))
    except Exception as error:  # noqa: BLE001 - the border: nothing may leave as a traceback
        if arguments.debug_wanted(words):
            _trace(early, error)
        code = _failed(early, _fault(error))
    if not console.finish():
        code = _failed(early, console.unwritten("its end was lost"))
    return code


def _run(words: Sequence[str]) -> int:
    invocation = arguments.parse(words)
    wanted = Console(form=invocation.form, loudness=invocation.loudness)
    return _command(invocation.command)(invocation, _settings(invocation), wanted)


def _settings(invocation: Invocation) -> Settings:
    if invocation.config is None and invocation.command not in _CONFIGURED:
        return Settings()
    return config.load(invocation.config, os.environ)


def _command(name: str) -> Command:
    # Each command loads what it needs only when it is asked for: a quick start-up.
    if name == "bag":
        from preserve.cli import bag  # noqa: PLC0415

        return bag.run
    if name == "validate":
        from preserve.cli import validate  # noqa: PLC0415

        return validate.run
    if name == "describe":
        from preserve.cli import describe  # noqa: PLC0415

        return describe.run
    if name in {"deposit", "receipts", "confirm"}:
        return _depositing(name)
    if name == "cluster start":
        from preserve.cli import cluster  # noqa: PLC0415

        return cluster.run
    from preserve.cli import schemas  # noqa: PLC0415

    return schemas.run


def _depositing(name: str) -> Command:
    if name == "deposit":
        from preserve.cli import deposit  # noqa: PLC0415

        return deposit.run
    if name == "receipts":
        from preserve.cli import receipts  # noqa: PLC0415

        return receipts.run
    from preserve.cli import confirm  # noqa: PLC0415

    return confirm.run


def _failed(early: Console, error: PreserveError) -> int:
    early.error(error)
    return error.exit_code


def _fault(error: Exception) -> FaultError:
    return FaultError(
        f"a fault of preserve itself: {type(error).__name__}: {error}",
        remedy="Run the command again with -vv, and report what it says.",
    )


def _trace(early: Console, error: Exception) -> None:
    import traceback  # noqa: PLC0415 - quick start-up

    for line in "".join(traceback.format_exception(error)).splitlines():
        early.remark(line)
