"""One way to break a bag, drawn, and whether what is broken was stated at all.

A reader can find a break only where the bag states what was there. The octets of payload files
and of the tag files that tag manifests list are stated; so are, by manifests that nothing vouches
for, the digests and paths in them. Not stated are the octets of other tag files, how a manifest
writes a digest's letters, and that there are tag manifests.
"""

import unicodedata
from dataclasses import dataclass

from hypothesis import strategies as st

from tests.hostile.sound import Sound
from tests.hostile.stored import Files, Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A bag with one break."""

    files: Files
    how: str
    is_stated: bool = True
    """Whether the bag states what was broken, so that the break must be found."""


@st.composite
def broken(draw: st.DrawFn, sound: Sound) -> Broken:
    """Draw one break of the bag."""
    kinds = (_bit, _bit, _content, _presence, _place, _line, _kind)
    return draw(st.sampled_from(kinds).flatmap(lambda kind: kind(sound)))


@st.composite
def _bit(draw: st.DrawFn, sound: Sound) -> Broken:
    """Flip one bit of one file."""
    path = draw(st.sampled_from([path for path, octets in sound.files.items() if octets]))
    before = sound.files[path]
    after = flipped(before, draw(st.integers(0, 8 * len(before) - 1)))
    return Broken(
        files={**sound.files, path: after},
        how=f"a bit flipped in {path}",
        is_stated=changes_what_is_stated(sound, path, after),
    )


@st.composite
def _content(draw: st.DrawFn, sound: Sound) -> Broken:
    """Empty or truncate a file, or give two files each other's octets."""
    path, other = (draw(st.sampled_from(sorted(sound.files))) for _ in range(2))
    octets = sound.files[path]
    if draw(st.booleans()) or not octets:
        return _swapped(sound, path, other)
    cut = draw(st.sampled_from((0, 1, len(octets) // 2, len(octets) - 1)))
    return Broken(
        files={**sound.files, path: octets[:cut]},
        how=f"{path} truncated to {cut}",
        is_stated=cut < len(octets) and sound.is_vouched_for(path),
    )


def _swapped(sound: Sound, one: str, other: str) -> Broken:
    files = {**sound.files, one: sound.files[other], other: sound.files[one]}
    return Broken(
        files=files,
        how=f"{one} and {other} swapped",
        is_stated=files != sound.files and any(map(sound.is_vouched_for, (one, other))),
    )


@st.composite
def _presence(draw: st.DrawFn, sound: Sound) -> Broken:
    """Add a file to the payload, or remove a file."""
    if draw(st.booleans()):
        path = "data/" + draw(st.sampled_from(("added", "added/deep/down", "ADDED é")))
        octets = draw(st.sampled_from((b"", b"x")))
        return Broken(files={**sound.files, path: octets}, how=f"{path} added")
    path = draw(st.sampled_from(sorted(sound.files)))
    return Broken(
        files=_without(sound, path),
        how=f"{path} removed",
        is_stated=sound.is_vouched_for(path) or path == "bagit.txt",
    )


@st.composite
def _place(draw: st.DrawFn, sound: Sound) -> Broken:
    """Give a file another name."""
    path = draw(st.sampled_from(sorted(sound.files)))
    new = draw(st.sampled_from((f"{path}.renamed", "data/moved here", path + "\u200b")))
    return Broken(
        files={**_without(sound, path), new: sound.files[path]},
        how=f"{path} renamed to {new}",
        # A tag file that comes to lie in the payload is a payload file that nothing lists.
        is_stated=sound.is_vouched_for(path) or path == "bagit.txt" or new.startswith("data/"),
    )


@st.composite
def _kind(draw: st.DrawFn, sound: Sound) -> Broken:
    """Put a file in the place of a folder, or a link where there was nothing, or a file."""
    if draw(st.booleans()):
        folders = sorted({path.rpartition("/")[0] for path in sound.payload} | {"data"})
        folder = draw(st.sampled_from(folders))
        kept = {path: one for path, one in sound.files.items() if not path.startswith(f"{folder}/")}
        return Broken(files={**kept, folder: b""}, how=f"{folder}/ turned into a file")
    path = draw(st.sampled_from(("a-link", "data/a-link", *sound.files)))
    target = draw(st.sampled_from(("../elsewhere", "bagit.txt", "/dev/zero", ".")))
    return Broken(files={**sound.files, path: Link(target)}, how=f"{path} is a link to {target}")


@st.composite
def _line(draw: st.DrawFn, sound: Sound) -> Broken:
    """Drop or double a line of a manifest, or give two lines each other's digests."""
    path = draw(st.sampled_from(sound.manifests + sound.tag_manifests))
    lines = sound.lines(path)
    if not lines:
        return Broken(files=sound.files, how=f"nothing: {path} is empty", is_stated=False)
    at, other = (draw(st.integers(0, len(lines) - 1)) for _ in range(2))
    change = draw(st.sampled_from((_drop, _double, _swap_digests)))
    changed = change(lines, at, other)
    return Broken(
        files={**sound.files, path: sound.of_lines(changed)},
        how=f"{path}: {change.__name__} at {at}, {other}",
        is_stated=changed != lines
        and (sound.is_vouched_for(path) or _is_missed(sound, path, lines, changed)),
    )


def _drop(lines: list[str], at: int, _: int) -> list[str]:
    return lines[:at] + lines[at + 1 :]


def _double(lines: list[str], at: int, _: int) -> list[str]:
    return lines[: at + 1] + lines[at:]


def _swap_digests(lines: list[str], at: int, other: int) -> list[str]:
    digests = {at: _split(lines[other])[0], other: _split(lines[at])[0]}
    return [
        f"{digests.get(number, _split(line)[0])}  {_split(line)[1]}"
        for number, line in enumerate(lines)
    ]


def _is_missed(sound: Sound, path: str, before: list[str], after: list[str]) -> bool:
    """Tell whether a manifest that nothing vouches for can be seen to lack or repeat a line."""
    if len(before) == len(after):
        return True
    if len(before) < len(after):
        # The drafts allow a line to be repeated.
        return sound.version == "1.0"
    if path in sound.manifests:
        return sound.version == "1.0" or len(sound.manifests) == 1
    [dropped] = {_split(one)[1] for one in before} - {_split(one)[1] for one in after}
    return sound.version == "1.0" and dropped in sound.manifests


def flipped(octets: bytes, bit: int) -> bytes:
    """Flip one bit, counted from the first octet's lowest."""
    changed = bytearray(octets)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def changes_what_is_stated(sound: Sound, path: str, after: bytes) -> bool:
    """Tell whether a file with other octets is not what the bag states of it.

    Of a manifest that nothing vouches for, only other digests and paths count.
    """
    if sound.is_vouched_for(path) or path not in sound.manifests + sound.tag_manifests:
        return sound.is_vouched_for(path)
    try:
        return _meaning(sound.files[path], sound) != _meaning(after, sound)
    except UnicodeDecodeError:
        return True


def _meaning(octets: bytes, sound: Sound) -> list[tuple[str, str]]:
    """Give digests and paths as they are to be compared.

    Letters of a digest and of an encoding may be of either case, and a path is found under
    another normalisation of its name (RFC 8493 sections 2.1.3 and 6.1.1.3).
    """
    text = octets.decode(sound.codec)
    lines = [_split(line) for line in text.split(sound.line_end)]
    return [(digest.lower(), _plain(path)) for digest, path in lines]


def _plain(path: str) -> str:
    path = path.replace("%0a", "%0A").replace("%0d", "%0D")
    return unicodedata.normalize("NFC", path)


def _split(line: str) -> tuple[str, str]:
    digest, _, path = line.partition("  ")
    return digest, path


def _without(sound: Sound, path: str) -> dict[str, bytes]:
    return {one: octets for one, octets in sound.files.items() if one != path}
