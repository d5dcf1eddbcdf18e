"""The preservation vocabularies of the Library of Congress, as far as PREMIS 3 uses them.

A table of codes and labels, and what can be asked of it. A relationship's inverse is here
too. It does not judge a record: that is for the rules.
"""

from collections.abc import Mapping
from functools import lru_cache

from preserve.model.digests import Algorithm
from preserve.model.premis import Term

BASE = "http://id.loc.gov/vocabulary/preservation/"
"""Terms are identified by plain ``http`` addresses; no one ever has to fetch them."""

_SCHEMES: Mapping[str, Mapping[str, str]] = {
    "eventType": {
        "acc": "accession",
        "app": "appraisal",
        "cap": "capture",
        "com": "compression",
        "cop": "compiling",
        "cre": "creation",
        "dea": "deaccession",
        "dec": "decompression",
        "del": "deletion",
        "der": "decryption",
        "dig": "digital signature validation",
        "dis": "dissemination",
        "dsg": "digital signature generation",
        "dsp": "displaying",
        "enc": "encryption",
        "exe": "execution",
        "exp": "exporting",
        "ext": "extraction",
        "ffa": "forensic feature analysis",
        "fil": "filename change",
        "fix": "fixity check",
        "for": "format identification",
        "ima": "imaging",
        "ine": "ingestion end",
        "ing": "ingestion",
        "ins": "ingestion start",
        "int": "interpreting",
        "ipc": "information package creation",
        "ipm": "information package merging",
        "ips": "information package splitting",
        "mee": "metadata extraction",
        "mem": "metadata modification",
        "mes": "message digest calculation",
        "mig": "migration",
        "mod": "modification",
        "nor": "normalization",
        "pac": "packing",
        "poa": "policy assignment",
        "prt": "printing",
        "qua": "quarantine",
        "rec": "recovery",
        "red": "redaction",
        "ref": "refreshment",
        "ren": "rendering",
        "rep": "replication",
        "tra": "transfer",
        "unp": "unpacking",
        "unq": "unquarantine",
        "val": "validation",
        "vir": "virus check",
    },
    "eventOutcome": {"suc": "success", "fai": "fail", "war": "warning"},
    "agentType": {"sof": "software", "org": "organization", "per": "person", "har": "hardware"},
    "eventRelatedAgentRole": {
        "exe": "executing program",
        "imp": "implementer",
        "aut": "authorizer",
        "val": "validator",
    },
    "eventRelatedObjectRole": {"sou": "source", "out": "outcome"},
    "relationshipType": {
        "str": "structural",
        "der": "derivation",
        "dep": "dependency",
        "log": "logical",
        "ref": "reference",
        "rep": "replacement",
    },
    "relationshipSubType": {
        "inc": "includes",
        "isi": "is Included In",
        "hsp": "has Part",
        "isp": "is Part Of",
        "rep": "represents",
        "isr": "is Represented By",
        "hsr": "has Root",
        "hsi": "has Sibling",
        "hss": "has Source",
        "iso": "is Source Of",
        "cmf": "compressed from",
        "cmt": "compressed to",
        "enf": "encrypted from",
        "ent": "encrypted to",
        "req": "requires",
        "irq": "is Required By",
        "dpe": "deploys",
        "idp": "is Deployed On",
        "icw": "is Compatible With",
        "gen": "generalizes",
        "spe": "specializes",
        "doc": "documents",
        "idc": "is Documented In",
        "sup": "supersedes",
        "iss": "is Superseded By",
        "emu": "emulates",
        "iem": "is Emulated By",
    },
    "cryptographicHashFunctions": {
        "md5": "MD5",
        "sha1": "SHA-1",
        "sha256": "SHA-256",
        "sha384": "SHA-384",
        "sha512": "SHA-512",
        "crc32": "CRC32",
        "adler": "Adler-32",
        "md2": "MD2",
        "haval": "HAVAL",
        "tiger": "TIGER",
        "whirl": "Whirlpool",
        "mnp": "MNP",
        "unk": "unknown",
    },
    "rightsBasis": {
        "cop": "copyright",
        "lic": "license",
        "sta": "statute",
        "ins": "institutional policy",
        "oth": "other",
    },
    "copyrightStatus": {"cpr": "copyrighted", "pub": "public domain", "unk": "unknown"},
    "rightsRelatedAgentRole": {"rig": "rightsholder", "gra": "grantor", "con": "contact"},
    "preservationLevelType": {"blp": "bit level preservation", "lop": "logical preservation"},
    "preservationLevelRole": {"int": "intention", "req": "requirement", "cap": "capability"},
    "formatRegistryRole": {"spe": "specification", "val": "validation profile"},
    "contentLocationType": {
        "uri": "Uniform Resource Identifier",
        "psl": "physical storage location",
        "smk": "shelfmark",
        "rfi": "RFID",
    },
    "storageMedium": {"har": "hard disk", "mag": "magnetic tape", "tsm": "TSM"},
}

_PAIRS = (
    ("inc", "isi"),
    ("hsp", "isp"),
    ("rep", "isr"),
    ("hss", "iso"),
    ("cmf", "cmt"),
    ("enf", "ent"),
    ("req", "irq"),
    ("dpe", "idp"),
    ("gen", "spe"),
    ("doc", "idc"),
    ("sup", "iss"),
    ("emu", "iem"),
    ("hsi", "hsi"),
)
_INVERSES: Mapping[str, str] = {
    **dict(_PAIRS),
    **{second: first for first, second in _PAIRS},
}

STRUCTURAL_SUBTYPES = frozenset({"inc", "isi", "hsp", "isp", "rep", "isr", "hsi"})
"""The structural relationships that have an inverse; ``has Root`` has none."""


def term(scheme: str, code: str) -> Term:
    """Give the term with that code; raises KeyError for one the table does not hold."""
    return Term(label=_SCHEMES[scheme][code], scheme=scheme, code=code)


def hash_function(algorithm: Algorithm) -> Term:
    """Give an algorithm's term, without a code where the vocabulary has none (SHA-3, BLAKE2)."""
    if known("cryptographicHashFunctions", algorithm.value):
        return term("cryptographicHashFunctions", algorithm.value)
    return Term(label=algorithm.label)


def known(scheme: str, code: str) -> bool:
    """Tell whether the table holds that code."""
    return code in _SCHEMES.get(scheme, {})


def has_scheme(scheme: str) -> bool:
    """Tell whether the table holds that vocabulary."""
    return scheme in _SCHEMES


@lru_cache(maxsize=1024)
def code_of(scheme: str, label: str) -> str | None:
    """Give the code that a label stands for, whatever its case; None when it is not a label."""
    wanted = label.strip().casefold()
    codes = _SCHEMES.get(scheme, {})
    return next((code for code, own in codes.items() if own.casefold() == wanted), None)


def inverse(subtype: str) -> str | None:
    """Give the code of a relationship's inverse, None where it has none."""
    return _INVERSES.get(subtype)


def authority_uri(scheme: str) -> str:
    """Give the address that names a vocabulary (``authorityURI``)."""
    return BASE + scheme


def uri(value: Term) -> str:
    """Give the address that names a term (``valueURI``); empty for a word of our own."""
    if not value.scheme:
        return ""
    return f"{BASE}{value.scheme}/{value.code}"


@lru_cache(maxsize=1024)
def split(address: str) -> tuple[str, str] | None:
    """Take a term's address apart into vocabulary and code; None for any other address."""
    for base in (BASE, BASE.replace("http:", "https:", 1)):
        scheme, slash, code = address.removeprefix(base).partition("/")
        if address.startswith(base) and slash and scheme and code and "/" not in code:
            return scheme, code
    return None
