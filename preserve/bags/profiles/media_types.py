"""Media types of archives: the several names that profiles have for one kind."""

from collections.abc import Iterable

_KINDS = (
    frozenset({"application/zip", "application/x-zip", "application/x-zip-compressed"}),
    frozenset({"application/tar", "application/x-tar"}),
    frozenset(
        {
            "application/gzip",
            "application/x-gzip",
            "application/tar+gzip",
            "application/x-tar+gzip",
            "application/x-tgz",
            "application/x-compressed-tar",
        }
    ),
    frozenset(
        {
            "application/bzip2",
            "application/x-bzip2",
            "application/tar+bzip2",
            "application/x-tar+bzip2",
            "application/x-bzip-compressed-tar",
        }
    ),
    frozenset(
        {
            "application/xz",
            "application/x-xz",
            "application/tar+xz",
            "application/x-tar+xz",
            "application/x-xz-compressed-tar",
        }
    ),
)


def accepts(accepted: Iterable[str], form: str) -> bool:
    """Tell whether one of the accepted media types is the archive's, under whatever name."""
    wanted = _kind(form)
    return any(_kind(one) == wanted for one in accepted)


def _kind(media_type: str) -> frozenset[str]:
    # RFC 6838 section 4.2: names are case-insensitive; parameters do not change the kind.
    name = media_type.partition(";")[0].strip().lower()
    return next((kind for kind in _KINDS if name in kind), frozenset({name}))
