"""Says in plain words where preserve is quicker than bagit-python and where slower."""

from bench import table
from bench.results import Results

_JOBS = {
    "validate": "validating {}",
    "create": "packaging {}, the same work",
    "whole": "packaging {}, the whole job",
}
_PAYLOADS = {"A": "one large file", "B": "files of ordinary size", "C": "many small files"}
_PLACES = {"": "", "disk": ", on disk"}
_ALIKE = 1.05
"""What differs by less is called alike."""


def summary(results: Results) -> str:
    """Give one paragraph; each figure is how many times as long the slower one takes."""
    if results.small:
        return table.caution(results)
    quicker, alike, slower = _sorted(results)
    said = [
        f"preserve is {words} {'; '.join(jobs)}."
        for words, jobs in (
            ("quicker than bagit-python at", quicker),
            ("as quick at", alike),
            ("slower at", slower),
        )
        if jobs
    ]
    return " ".join(said) + "\n" if said else "preserve has not been measured beside others yet.\n"


def _sorted(results: Results) -> tuple[list[str], list[str], list[str]]:
    quicker: list[str] = []
    alike: list[str] = []
    slower: list[str] = []
    for target, found in table.judged(results):
        words = _words(target.name)
        if words is None or found is None:
            continue
        times = found.value if target.unit == "x as quick" else 1 / found.value
        if times >= _ALIKE:
            quicker.append(f"{words} ({table.number(times)} times)")
        elif times > 1 / _ALIKE:
            alike.append(words)
        else:
            slower.append(f"{words} ({table.number(1 / times)} times)")
    return quicker, alike, slower


def _words(name: str) -> str | None:
    job, _, payload = name.partition("-")
    payload, _, place = payload.partition("-")
    if job not in _JOBS or payload not in _PAYLOADS or place not in _PLACES:
        return None
    return _JOBS[job].format(_PAYLOADS[payload]) + _PLACES[place]
