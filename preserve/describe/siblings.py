"""Names of files that are one document in several languages: ``a.txt``, ``a.fr.txt``."""

import os.path
import re
from dataclasses import dataclass

# ISO 639-1, the codes in use.
_CODES = frozenset(
    re.findall(
        r"\w\w",
        "aa ab af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cv cy da de "
        "dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi hr ht hu hy id "
        "ig ii is it iu ja jv ka kg ki kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv "
        "mg mh mi mk ml mn mr ms mt my nb nd ne ng nl nn no nr nv ny oc oj om or os pa pl ps pt qu "
        "rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl "
        "tn to tr ts tt tw ty ug uk ur uz ve vi wa wo xh yi yo za zh zu",
    )
)
_SUFFIX = re.compile(r"(?P<base>.+?)[._-](?P<tag>[A-Za-z]{2}(?:[-_][A-Z]{2})?)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sibling:
    """A file's name without its language and extension, and the language."""

    path: str
    base: str
    language: str | None
    """BCP 47; None where the name has none."""


def split(path: str) -> Sibling:
    """Take a file's name apart."""
    stem = os.path.splitext(path)[0]
    match = _SUFFIX.fullmatch(stem)
    if match is None or match["tag"][:2].lower() not in _CODES:
        return Sibling(path=path, base=stem, language=None)
    code, _, region = match["tag"].replace("_", "-").partition("-")
    tag = f"{code.lower()}-{region}" if region else code.lower()
    return Sibling(path=path, base=match["base"], language=tag)
