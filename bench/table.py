"""What was measured, as Markdown."""

from collections.abc import Iterable, Iterator, Sequence

from bench import targets, wanted
from bench.results import Measurement, Results
from bench.targets import Judgement, Target

MIB = 1 << 20
_ABSENT = "not measured"


def judged(results: Results) -> list[tuple[Target, Judgement | None]]:
    """Give each target, and what was found of it."""
    every = wanted.targets(*wanted.ends(small=results.small))
    return [(target, targets.judge(target, results)) for target in every]


def caution(results: Results) -> str:
    """Say of a small run that its figures mean nothing; nothing of a full one."""
    if not results.small:
        return ""
    return (
        "**From a small run, which says nothing of speed: its payloads are tiny, so that its "
        "figures mean nothing and no target is judged. It shows that the bench works.**\n\n"
    )


def of_targets(results: Results) -> str:
    """Write a row a target: what was wanted, what was found, whether it is met."""
    found = judged(results)
    made = [one for _, one in found if one is not None]
    met = sum(one.met for one in made)
    head = f"{met} of {len(made)} targets that were measured are met; {len(found)} there are.\n\n"
    rows = [_target_row(target, judgement) for target, judgement in found]
    if results.small:
        head, rows = "", [(*row[:-1], row[-1] if row[-1] == _ABSENT else "") for row in rows]
    columns = ("Target", "Name", "Wanted", "Found", "Single rounds", "Rounds", "")
    return head + grid(columns, rows, right=(5,))


def _target_row(target: Target, found: Judgement | None) -> Sequence[str]:
    begin = (target.words, f"`{target.name}`", target.wish)
    if found is None:
        return (*begin, "", "", "", _ABSENT)
    between = f"{number(found.least)} to {number(found.most)}" if found.rounds > 1 else ""
    value = f"{number(found.value)} {target.unit}"
    verdict = "met" if found.met else "**missed**"
    return (*begin, value, between, str(found.rounds), verdict)


def of_times(results: Results) -> str:
    """Write a table for each payload: the median, the spread and the CPU time of each."""
    timed = [one for one in sorted(results.subjects(), key=_place) if not _is_growth(one)]
    return "\n".join(_subject(one, results.of(one)) for one in timed)


def _place(subject: str) -> tuple[bool, bool, str]:
    """Sort the payloads in memory before those on disk, and the rest behind."""
    return subject.partition(targets.DISK)[0] not in "ABC", subject.endswith(targets.DISK), subject


def _is_growth(subject: str) -> bool:
    return subject.startswith("files-")


def _subject(subject: str, measurements: Sequence[Measurement]) -> str:
    first = measurements[0]
    size = f"{first.files:,} file{'s' if first.files != 1 else ''}, {size_of(first.octets)}"
    columns = ("", "Median", "Least to most", "CPU", "Rounds")
    rows = [
        (one.title, f"{_seconds(one.wall)}", spread(one.walls), _seconds(one.cpu), _rounds(one))
        for one in measurements
    ]
    title = f"### {subject}: {size}, {first.file_system}\n\n"
    return title + grid(columns, rows, right=(1, 2, 3, 4))


def of_memory(results: Results) -> str:
    """Write time and peak of memory for each number of files."""
    columns = ("Files", "", "Median", "Time a file", "CPU", "Peak memory", "Rounds")
    rows = [_memory_row(one) for one in _growing(results)]
    if not rows:
        return "Not measured.\n"
    return grid(columns, rows, right=(0, 2, 3, 4, 5, 6))


def _growing(results: Results) -> Iterator[Measurement]:
    for count in results.sizes:
        yield from results.of(f"files-{count}")


def _memory_row(one: Measurement) -> Sequence[str]:
    peak = f"{one.peak / MIB:.0f} MiB" if one.peak is not None else ""
    each = f"{one.wall / one.files * 1e6:,.0f} µs"
    return (
        f"{one.files:,}",
        one.title,
        _seconds(one.wall),
        each,
        _seconds(one.cpu),
        peak,
        _rounds(one),
    )


def stamp(results: Results) -> str:
    """Tell when and of which commit the measurements are."""
    days = sorted({one.run[:10] for one in results.measurements.values()})
    commits = dict.fromkeys(one.commit for one in results.measurements.values())
    marked = "; `+`: with changes not committed" if any("+" in one for one in commits) else ""
    said = ", ".join(f"`{one}`" for one in commits)
    return f"Measured on {' and '.join(days)} at commit {said}{marked}.\n\n"


def of_machine(results: Results) -> str:
    """Write the machine and the versions, and which commit each subject was measured at."""
    rows = [*results.machine.items(), *_stamps(results)]
    return grid(("", ""), rows)


def _stamps(results: Results) -> Iterator[tuple[str, str]]:
    stamps: dict[tuple[str, str], list[str]] = {}
    for one in results.measurements.values():
        subjects = stamps.setdefault((one.run, one.commit), [])
        if one.subject not in subjects:
            subjects.append(one.subject)
    for (run, commit), subjects in stamps.items():
        yield f"measured {run}", f"commit {commit}: {', '.join(subjects)}"


def grid(
    columns: Sequence[str], rows: Iterable[Sequence[str]], *, right: Sequence[int] = ()
) -> str:
    """Write a Markdown table; ``right`` names the columns with figures."""
    rule = ["---:" if place in right else "---" for place in range(len(columns))]
    lines = [columns, rule, *rows]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)


def spread(walls: Sequence[float]) -> str:
    """Tell the least and the most; nothing of a single round."""
    if len(walls) < 2:
        return ""
    return f"{_figure(min(walls))} to {_seconds(max(walls))}"


def number(value: float) -> str:
    """Write a ratio with three figures at most."""
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def size_of(octets: float) -> str:
    """Write a size in binary units."""
    for unit in ("octets", "KiB", "MiB"):
        if octets < 1024:
            return f"{octets:.0f} {unit}"
        octets /= 1024
    return f"{octets:.1f} GiB"


def _rounds(one: Measurement) -> str:
    return str(len(one.timings))


def _figure(value: float) -> str:
    return f"{value:.3f}" if value < 1 else f"{value:.2f}" if value < 10 else f"{value:.1f}"


def _seconds(value: float) -> str:
    return f"{_figure(value)} s"
