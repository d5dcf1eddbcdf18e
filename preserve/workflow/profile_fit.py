"""Packages that satisfy a BagIt profile: settings made to fit it, and the finished bag checked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from preserve.bags import read
from preserve.bags.profiles import profile as model
from preserve.bags.profiles.profile import Loaded, Profile, TagRule
from preserve.config import FILE_NAME, Serialization, Settings
from preserve.errors import UsageError
from preserve.findings import Finding, Severity
from preserve.model import tag_files
from preserve.model.digests import DEFAULT_ALGORITHMS, Algorithm
from preserve.model.releases import Release
from preserve.storage import names
from preserve.storage.folders import Folder
from preserve.workflow import expectations, profiles
from preserve.workflow.outcomes import Notice
from preserve.workflow.refusals import RefusedError
from preserve.workflow.run import Run

_MOST_NAMED = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """The settings of a run, with what the profile needs and preserve can know filled in."""

    settings: Settings
    profile: Profile | None = None
    notices: tuple[Notice, ...] = ()
    """What is doubtful about the profile, and the values that were taken from it."""


def fit(path: Path | None, settings: Settings) -> Fitted:
    """Load a profile and make the settings fit it; ``path`` None: there is none.

    The algorithms that it requires are added, and of the default ones those left out that it
    does not allow; a form is chosen where it requires one and just one of ours fits; a required
    tag that nothing was given for takes the profile's default. Raises ReadError or UsageError
    for a profile that cannot be used.
    """
    if path is None:
        return Fitted(settings=settings)
    loaded = profiles.load_all([path])[0]
    bag = replace(
        settings.bag,
        algorithms=_algorithms(loaded.profile, settings.bag.algorithms),
        serialize=_form(loaded.profile, settings.bag.serialize),
    )
    formed = replace(settings, bag=bag)
    defaults = tuple(_defaults(loaded.profile, formed))
    return Fitted(
        settings=_with_defaults(formed, defaults),
        profile=loaded.profile,
        notices=tuple(_notices(loaded, defaults)),
    )


def refuse_unfit(fitted: Fitted, releases: Iterable[Release]) -> None:
    """Raise UsageError for everything that keeps packages from satisfying the profile.

    Nothing was written yet, and no original read. What only the finished package tells is
    checked when it stands.
    """
    profile = fitted.profile
    if profile is None:
        return
    lacking = list(expectations.lacking(profile, fitted.settings, releases))
    if not lacking:
        return
    more = len(lacking) - _MOST_NAMED
    tail = [f"and {more} more"] if more > 0 else []
    raise UsageError(
        f"{profile.name}: packages would not satisfy this profile",
        details=[*lacking[:_MOST_NAMED], *tail],
        remedy=f"Give what is missing as said; {_in_use(fitted.settings)}",
    )


def _in_use(settings: Settings) -> str:
    if settings.source is not None:
        return f"the configuration in use is {settings.source}."
    return f"no configuration is in use: there is no {FILE_NAME} in the current folder."


def check_sealed(run: Run, bag: Folder) -> tuple[Finding, ...]:
    """Check a sealed bag by the run's profile; gives what is worth knowing.

    The bag is read anew, its payload by names and sizes alone. Raises RefusedError for a
    breach.
    """
    if run.profile is None:
        return ()
    tree = read.FolderTree(bag)
    try:
        with read.read(tree, depth=read.Depth.FAST, workers=run.file_workers) as reading:
            form = expectations.FORMS[run.settings.bag.serialize]
            as_published = replace(reading.facts, form=form)
            found = profiles.check([Loaded(profile=run.profile)], tree, as_published)
    finally:
        tree.close()
    if any(one.severity is Severity.ERROR for one in found):
        raise RefusedError(*found)
    return found


def _algorithms(profile: Profile, chosen: tuple[Algorithm, ...]) -> tuple[Algorithm, ...]:
    required = _known((*profile.manifests.required, *profile.tag_manifests.required))
    if chosen == DEFAULT_ALGORITHMS:
        chosen = tuple(one for one in chosen if _is_allowed(profile, one))
    wanted = tuple(dict.fromkeys((*chosen, *required)))
    if wanted:
        return wanted
    allowed = [one for one in _known(profile.manifests.allowed or ()) if _is_allowed(profile, one)]
    return (max(allowed, key=lambda one: one.hex_length),) if allowed else DEFAULT_ALGORITHMS


def _known(stated: Iterable[str]) -> tuple[Algorithm, ...]:
    known = {str(one): one for one in Algorithm}
    return tuple(known[one] for one in stated if one in known)


def _is_allowed(profile: Profile, algorithm: Algorithm) -> bool:
    choices = (profile.manifests.allowed, profile.tag_manifests.allowed)
    return all(allowed is None or str(algorithm) in allowed for allowed in choices)


def _form(profile: Profile, chosen: Serialization) -> Serialization:
    if chosen is not Serialization.NONE:
        return chosen
    if profile.serialization is not model.Serialization.REQUIRED:
        return chosen
    fitting = expectations.fitting_forms(profile)
    return fitting[0] if len(fitting) == 1 else chosen


_Default = tuple[str, str, str]
"""The path of a tag file, a label, and the value it takes."""


def _defaults(profile: Profile, settings: Settings) -> Iterator[_Default]:
    for file, rules in profile.tags.items():
        if not _is_ours(file):
            continue
        given = {tag.label.lower() for tag in expectations.tags_of(profile, settings, file)}
        for rule in rules:
            if rule.required and rule.label.lower() not in given and _can_be_written(rule):
                yield file, rule.label, rule.default


def _can_be_written(rule: TagRule) -> bool:
    is_line = rule.label.isprintable() and rule.default.isprintable()
    return bool(rule.default) and is_line and tag_files.is_label(rule.label)


def _is_ours(file: str) -> bool:
    if file == model.BAG_INFO:
        return True
    in_payload = file.lower().partition("/")[0] == "data"
    is_path = names.is_safe_relative(file) and file.isprintable()
    return is_path and not in_payload and not tag_files.is_standard(file)


def _with_defaults(settings: Settings, defaults: Iterable[_Default]) -> Settings:
    info = list(settings.bag.info)
    files = {path: list(tags) for path, tags in settings.bag.tags}
    for file, label, value in defaults:
        tags = info if file == model.BAG_INFO else files.setdefault(file, [])
        tags.append((label, value))
    others = tuple((path, tuple(tags)) for path, tags in sorted(files.items()))
    return replace(settings, bag=replace(settings.bag, info=tuple(info), tags=others))


def _notices(loaded: Loaded, defaults: Iterable[_Default]) -> Iterator[Notice]:
    name = loaded.profile.name
    for finding in loaded.findings:
        told = finding.message.removeprefix(f"{name}: ")
        yield Notice(subject=name, message=f"{told} [{finding.code.name}]")
    for file, label, value in defaults:
        yield Notice(subject=name, message=f"{file}: {label} is “{value}”, the profile's default")
