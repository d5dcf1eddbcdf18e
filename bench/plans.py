"""What a run was asked for."""

from dataclasses import dataclass
from pathlib import Path

from bench import payloads, wanted

MEMORY = "memory"
TIMED = tuple(payloads.FULL)
"""What one run can measure in less than half an hour."""
NAMES = (*TIMED, MEMORY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Payloads, targets and rounds, and the folders to work in."""

    work: Path
    disk: Path | None = None
    environments: Path | None = None
    """Where the peers are installed, ``None`` to take the bagit-python of this environment."""
    rounds: int = 5
    payloads: tuple[str, ...] = NAMES
    targets: tuple[str, ...] = ()
    """Names; none for all that the payloads serve."""
    sizes: tuple[int, ...] = wanted.SIZES
    small: bool = False
    keep: bool = False
    """Leave the payloads for the next run."""

    def needs(self, subject: str, contender: str) -> bool:
        """Tell whether a target that is asked for needs this measurement."""
        if not self.targets:
            return True
        return any(
            term.subject == subject and contender in term.contenders
            for target in wanted.targets(*wanted.ends(small=self.small))
            if target.name in self.targets
            for term in target.terms
        )
