"""What APTrust asks of a package: version 2.2 of its profile, beside what every bag must be."""

import re
import tarfile
from dataclasses import dataclass, field

from preserve.deposit.errors import UnsupportedPackagingError
from preserve.model.deposits import Form, Parcel

_INFO = "aptrust-info.txt"
_LONGEST_INFO = 1 << 20
_ACCESS = frozenset({"consortia", "institution", "restricted"})
_STORAGE = frozenset(
    {"standard", "glacier-oh", "glacier-or", "glacier-va", "glacier-deep-oh", "glacier-deep-or"}
    | {"glacier-deep-va", "wasabi-or", "wasabi-tx", "wasabi-va"}
)
_MANIFESTS = frozenset({"manifest-md5.txt", "manifest-sha256.txt"})
_OFTEN_MADE = 'Set [bag.tags."aptrust-info.txt"] and algorithms in preserve.toml, and bag anew.'


@dataclass(slots=True, kw_only=True)
class _Seen:
    """What an archive holds of what is asked for."""

    tops: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    """Of files right below the top folder."""
    info: str = ""


def check(parcel: Parcel) -> None:
    """Raise UnsupportedPackagingError for a package that APTrust would refuse."""
    if parcel.form is not Form.TAR or not parcel.name.endswith(".tar"):
        raise _refused("it takes tar alone, without compression")
    top = parcel.name.removesuffix(".tar")
    seen = _look(parcel)
    if seen.tops != {top}:
        raise _refused(f"the archive must hold one folder that is called {top!a:.80}")
    if "fetch.txt" in seen.names:
        raise _refused("it takes no fetch.txt")
    if not seen.names & _MANIFESTS:
        raise _refused("it wants a manifest in md5 or in sha256")
    _check_info(seen)


def _check_info(seen: _Seen) -> None:
    if _INFO not in seen.names:
        raise _refused(f"it wants the tag file {_INFO}")
    tags = dict(re.findall(r"(?m)^([A-Za-z-]+)[ \t]*:[ \t]*(.*?)[ \t\r]*$", seen.info))
    tags = {label.lower(): value for label, value in tags.items()}
    if not tags.get("title"):
        raise _refused(f"{_INFO} wants a Title")
    for label, known in (("access", _ACCESS), ("storage-option", _STORAGE)):
        if tags.get(label, "").lower() not in known:
            raise _refused(f"{_INFO} wants {label.title()}: one of {', '.join(sorted(known))}")


def _look(parcel: Parcel) -> _Seen:
    seen = _Seen()
    try:
        with tarfile.open(parcel.path, "r:") as archive:
            for member in archive:
                top, _, rest = member.name.partition("/")
                if len(seen.tops) < 3:
                    seen.tops.add(top)
                if rest and "/" not in rest and len(seen.names) < 10_000:
                    seen.names.add(rest)
                if rest == _INFO and member.isfile():
                    stream = archive.extractfile(member)
                    octets = stream.read(_LONGEST_INFO) if stream else b""
                    seen.info = octets.decode("utf-8-sig", "replace")
                vars(archive)["members"] = []  # a million of them would fill the memory
    except (tarfile.TarError, OSError, ValueError) as error:
        raise _refused(f"the archive cannot be read ({type(error).__name__})") from None
    return seen


def _refused(reason: str) -> UnsupportedPackagingError:
    return UnsupportedPackagingError(f"APTrust would refuse it: {reason}", remedy=_OFTEN_MADE)
