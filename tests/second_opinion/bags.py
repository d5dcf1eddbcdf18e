"""Small right bags, written here by hand: neither preserve nor bagit-python has a part in it."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

PAYLOAD = {"a.txt": b"first\n", "folder/b.txt": b"second\n", "empty": b""}


def write(bag: Path, payload: Mapping[str, bytes] = PAYLOAD) -> Path:
    lines = []
    for path, octets in payload.items():
        file = bag / "data" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(octets)
        lines.append(f"{hashlib.sha256(octets).hexdigest()}  data/{path}\n")
    (bag / "manifest-sha256.txt").write_text("".join(lines), encoding="utf-8")
    declaration = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    (bag / "bagit.txt").write_text(declaration, encoding="utf-8")
    size = sum(len(octets) for octets in payload.values())
    oxum = f"Payload-Oxum: {size}.{len(payload)}\n"
    (bag / "bag-info.txt").write_text(oxum, encoding="utf-8")
    tag_files = ("bag-info.txt", "bagit.txt", "manifest-sha256.txt")
    tags = [f"{hashlib.sha256((bag / n).read_bytes()).hexdigest()}  {n}\n" for n in tag_files]
    (bag / "tagmanifest-sha256.txt").write_text("".join(tags), encoding="utf-8")
    return bag
