"""Rules of single entities in PREMIS records: identifiers, and what an event names."""

from collections.abc import Callable, Iterator

from preserve.findings import premis as codes
from preserve.findings.finding import Code, Finding
from preserve.metadata.premis.units import EntityFacts, Kind


def identifiers_are_complete(entity: EntityFacts, name: str) -> Iterator[Finding]:
    """An identifier has a type and a value."""
    for one in entity.identifiers:
        if not (one.identifier.type.strip() and one.identifier.value.strip()):
            yield codes.EMPTY_IDENTIFIER.at(
                f"{name}: {entity.kind} identifier without type or value",
                path=name,
                line=one.line,
            )


def event_names_an_agent(entity: EntityFacts, name: str) -> Iterator[Finding]:
    """An event says who or what carried it out."""
    if entity.kind is Kind.EVENT and not entity.agents:
        yield _finding(codes.EVENT_WITHOUT_AGENT, entity, name, "names no agent")


def event_has_one_implementer(entity: EntityFacts, name: str) -> Iterator[Finding]:
    """Not more than one agent answers for an event."""
    if entity.implementers > 1:
        yield codes.SEVERAL_IMPLEMENTERS.at(
            f"{name}: event {_name(entity)} names {entity.implementers} implementers",
            path=name,
            line=entity.line,
            expected="1",
            found=str(entity.implementers),
        )


def event_names_an_object(entity: EntityFacts, name: str) -> Iterator[Finding]:
    """An event says what it was done to."""
    if entity.kind is Kind.EVENT and not entity.objects:
        yield _finding(codes.EVENT_WITHOUT_OBJECT, entity, name, "names no object")


RULES: tuple[Callable[[EntityFacts, str], Iterator[Finding]], ...] = (
    identifiers_are_complete,
    event_names_an_agent,
    event_has_one_implementer,
    event_names_an_object,
)


def _finding(code: Code, entity: EntityFacts, name: str, fact: str) -> Finding:
    return code.at(f"{name}: event {_name(entity)} {fact}", path=name, line=entity.line)


def _name(entity: EntityFacts) -> str:
    return entity.identifiers[0].identifier.value if entity.identifiers else "without identifier"
