"""The events of a package: what happened to the release, in the order it happened.

Validation and the package's creation are recorded before they end. Publishing makes them
true: if either fails, the stage is discarded and its record with it.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from preserve.metadata import vocabulary
from preserve.metadata.premis import agents
from preserve.metadata.premis.facts import PackageFacts
from preserve.metadata.premis.names import Names
from preserve.model.premis import Event, Identifier, LinkedObject

REPLICATION = "rep"
DIGESTS = "mes"
FIXITY = "fix"
IDENTIFICATION = "for"
EXTRACTION = "mee"
MODIFICATION = "mem"
VALIDATION = "val"
CREATION = "ipc"

_SOURCE = vocabulary.term("eventRelatedObjectRole", "sou")
_OUTCOME = vocabulary.term("eventRelatedObjectRole", "out")


def happened(facts: PackageFacts) -> tuple[str, ...]:
    """Give the codes of the events that happened, in their order."""
    times = facts.times
    occurred = {
        REPLICATION: True,
        DIGESTS: True,
        FIXITY: facts.release.supplied and any(file.supplied for file in facts.release.files),
        IDENTIFICATION: facts.formats is not None and times.identification is not None,
        EXTRACTION: facts.extraction is not None and times.extraction is not None,
        MODIFICATION: facts.correction is not None and times.correction is not None,
        VALIDATION: times.validation is not None,
        CREATION: True,
    }
    return tuple(code for code, did in occurred.items() if did)


def of_record(facts: PackageFacts) -> tuple[Event, ...]:
    """Give the events that happened."""
    return tuple(_event(facts, code) for code in happened(facts))


def _event(facts: PackageFacts, code: str) -> Event:
    return Event(
        identifier=Names(package=facts.identifier).event(code),
        type=vocabulary.term("eventType", code),
        time=_time(facts, code),
        detail=_detail(facts, code),
        outcome=vocabulary.term("eventOutcome", "suc"),
        outcome_note=_outcome_note(facts, code),
        agents=agents.of_event(facts, code),
        objects=tuple(_objects(facts, code)),
    )


def _time(facts: PackageFacts, code: str) -> datetime:
    times = facts.times
    time = {
        REPLICATION: times.replication,
        DIGESTS: times.digest_calculation,
        FIXITY: times.digest_calculation,
        IDENTIFICATION: times.identification,
        EXTRACTION: times.extraction,
        MODIFICATION: times.correction,
        VALIDATION: times.validation,
        CREATION: times.creation,
    }[code]
    return time if time is not None else times.creation


def _detail(facts: PackageFacts, code: str) -> str:
    detail = {
        REPLICATION: _replication,
        DIGESTS: _digests,
        FIXITY: _fixity,
        IDENTIFICATION: _identification,
        EXTRACTION: _extraction,
        MODIFICATION: _modification,
        VALIDATION: _validation,
        CREATION: _creation,
    }[code](facts)
    if facts.fixed_clock:
        detail += " The time is that of SOURCE_DATE_EPOCH, not of the clock."
    return detail


def _replication(facts: PackageFacts) -> str:
    copied = "Each original was read once; the octets read were copied into the package."
    if facts.verified:
        return (
            f"{copied} The copies are read back and compared with the originals' digests "
            "before the package is published."
        )
    return f"{copied} The copies were not read back."


def _digests(facts: PackageFacts) -> str:
    files = islice(facts.release.files, None if facts.release.supplied else 1)
    algorithms = dict.fromkeys(algorithm.label for file in files for algorithm in file.digests)
    return f"{', '.join(algorithms)} of the octets read from the originals."


def _fixity(facts: PackageFacts) -> str:
    senders = {one.originator for file in facts.release.files for one in file.supplied}
    return f"The originals were compared with the sender's digests in {', '.join(sorted(senders))}."


def _identification(facts: PackageFacts) -> str:
    tool = facts.identifier_tool
    if tool is None:
        return "Formats identified from the copies."
    signatures = f" with {tool.signatures}" if tool.signatures else ""
    return f"Formats identified from the copies by {tool.name} {tool.version}{signatures}."


def _extraction(facts: PackageFacts) -> str:
    rules = facts.extraction.rules if facts.extraction else ()
    source = facts.main_document or "the release"
    read = ", ".join(f"{element} ({rule})" for element, rule in rules)
    return f"Description read from {source}: {read or 'nothing found'}."


def _modification(facts: PackageFacts) -> str:
    correction = facts.correction
    if correction is None:
        return ""
    elements = ", ".join(dict.fromkeys(correction.elements)) or "nothing"
    return f"The sheet {correction.sheet} gives, in place of what was read: {elements}."


def _validation(facts: PackageFacts) -> str:
    schemas = f" against {', '.join(facts.schemas)}" if facts.schemas else ""
    rules = " and by the rules of preserve" if facts.rules_applied else ""
    detail = f"The package's metadata records were checked{schemas}{rules}."
    if facts.profile:
        detail += f" The bag was checked against the BagIt profile {facts.profile}."
    return detail


def _creation(facts: PackageFacts) -> str:
    if facts.replaces is None:
        return "BagIt 1.0 bag made of the originals and their metadata."
    return f"BagIt 1.0 bag made of the originals and their metadata; replaces {facts.replaces}."


def _outcome_note(facts: PackageFacts, code: str) -> str:
    files = facts.release.files
    if code == FIXITY:
        compared = sum(1 for file in files if file.supplied)
        return f"{compared} of {len(files)} files had a digest; each was equal."
    if code == IDENTIFICATION:
        formats = facts.formats or {}
        found = (formats.get(file.path) for file in files)
        named = sum(1 for one in found if one is not None and one.puid)
        return f"{named} of {len(files)} files identified."
    if code == REPLICATION:
        octets = sum(file.size for file in files)
        return f"{_count(len(files), 'file')}, {_count(octets, 'octet')}."
    return ""


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _objects(facts: PackageFacts, code: str) -> Iterator[LinkedObject]:
    names = Names(package=facts.identifier)
    if code == REPLICATION:
        yield _outcome(names.representation)
    elif code in {DIGESTS, FIXITY, IDENTIFICATION}:
        yield _source(names.representation)
    elif code == EXTRACTION:
        main = facts.main_document
        yield _source(names.representation if main is None else names.file(main))
        yield _outcome(names.entity)
    elif code == MODIFICATION:
        yield _outcome(names.entity)
    elif code == VALIDATION:
        yield _source(names.entity)
    else:
        yield _source(names.representation)
        yield _outcome(names.entity)


def _source(identifier: Identifier) -> LinkedObject:
    return LinkedObject(identifier=identifier, role=_SOURCE)


def _outcome(identifier: Identifier) -> LinkedObject:
    return LinkedObject(identifier=identifier, role=_OUTCOME)
