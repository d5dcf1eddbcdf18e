"""Only the published files, whole and as they are known, are ever kept."""

import hashlib
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from preserve.errors import WriteError
from preserve.metadata.schemas import fetching
from preserve.metadata.schemas.fetching import Fetched, FetchStatus
from preserve.metadata.schemas.published import PUBLISHED, PublishedFile

NOT_ALLOWED = "Redirection to url 'file:///etc/hostname' is not allowed"
BODY = b"<schema/>\n" * 100


class Publisher(BaseHTTPRequestHandler):
    """Serves what the path asks for."""

    def do_GET(self) -> None:
        getattr(self, f"_{self.path.strip('/').partition('/')[0]}")()

    def log_message(self, *_: object) -> None:
        pass

    def _right(self) -> None:
        self._answer(BODY)

    def _wrong(self) -> None:
        self._answer(BODY + b" ")

    def _large(self) -> None:
        self._answer(BODY * 100)

    def _missing(self) -> None:
        self.send_error(404)

    def _broken(self) -> None:
        self.send_error(500)

    def _truncated(self) -> None:
        self._answer(BODY[:-1], length=len(BODY))

    def _chunked(self) -> None:
        self.protocol_version = "HTTP/1.1"
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(b"a\r\n<schema/>\n\r\n")
        self.close_connection = True

    def _slow(self) -> None:
        self.send_response(200)
        self.end_headers()
        for octet in range(20):
            self.wfile.write(bytes([octet]))
            self.wfile.flush()
            threading.Event().wait(0.05)

    def _silent(self) -> None:
        threading.Event().wait(1)

    def _moved(self) -> None:
        self._redirect("/right")

    def _loop(self) -> None:
        self._redirect("/loop")

    def _file(self) -> None:
        self._redirect("file:///etc/hostname")

    def _ftp(self) -> None:
        self._redirect("ftp://127.0.0.1/x")

    def _redirect(self, to: str) -> None:
        self.send_response(302)
        self.send_header("Location", to)
        self.end_headers()

    def _answer(self, body: bytes, *, length: int | None = None) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Publisher)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")


def one(address: str, *, note: str = "") -> PublishedFile:
    digest = hashlib.sha256(BODY).hexdigest()
    return PublishedFile(name="a.xsd", addresses=(address,), digests=frozenset({digest}), note=note)


def fetch(folder: Path, file: PublishedFile, *, timeout: float = 5) -> Fetched:
    [fetched] = fetching.fetch(folder, files=(file,), timeout=timeout, largest=10_000)
    return fetched


def test_the_right_file_is_kept_in_folders_made_for_it(address: str, tmp_path: Path) -> None:
    folder = tmp_path / "share" / "preserve" / "schemas"
    fetched = fetch(folder, one(f"{address}/right"))
    assert (fetched.status, fetched.sha256) == (
        FetchStatus.FETCHED,
        hashlib.sha256(BODY).hexdigest(),
    )
    assert [(path.name, path.read_bytes()) for path in folder.iterdir()] == [("a.xsd", BODY)]


def test_a_redirect_on_the_web_is_followed(address: str, tmp_path: Path) -> None:
    assert fetch(tmp_path, one(f"{address}/moved")).status is FetchStatus.FETCHED


def test_a_file_with_another_digest_is_refused_and_named(address: str, tmp_path: Path) -> None:
    fetched = fetch(tmp_path, one(f"{address}/wrong", note="known otherwise"))
    sha256 = hashlib.sha256(BODY + b" ").hexdigest()
    assert fetched.status is FetchStatus.REFUSED
    assert (
        fetched.message == f"a.xsd: refused, SHA-256 {sha256} is not a known one (known otherwise)"
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("missing", "the server answered 404 Not Found"),
        ("broken", "the server answered 500 Internal Server Error"),
        ("truncated", "999 octets came, 1000 were announced"),
        ("large", "more than 10000 octets came"),
        ("file", f"the server answered 302 Found - {NOT_ALLOWED}"),
        ("ftp", "redirected to ftp://127.0.0.1/x"),
    ],
)
def test_what_does_not_come_whole_is_not_kept(
    address: str, path: str, reason: str, tmp_path: Path
) -> None:
    fetched = fetch(tmp_path, one(f"{address}/{path}"))
    assert fetched.status is FetchStatus.FAILED
    assert fetched.message == f"a.xsd: not fetched from {address}/{path}: {reason}"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("path", ["chunked", "loop"])
def test_a_broken_answer_and_a_loop_are_failures(address: str, path: str, tmp_path: Path) -> None:
    assert fetch(tmp_path, one(f"{address}/{path}")).status is FetchStatus.FAILED
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("path", ["slow", "silent"])
def test_a_server_that_dawdles_is_left(address: str, path: str, tmp_path: Path) -> None:
    fetched = fetch(tmp_path, one(f"{address}/{path}"), timeout=0.2)
    assert fetched.status is FetchStatus.FAILED
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("address", ["file:///etc/hostname", "ftp://127.0.0.1/x", "data:,x"])
def test_nothing_but_the_web_is_asked(address: str, tmp_path: Path) -> None:
    assert fetch(tmp_path, one(address)).status is FetchStatus.FAILED


def test_nobody_there_is_a_failure_with_the_reason(tmp_path: Path) -> None:
    fetched = fetch(tmp_path, one("http://127.0.0.1:9/x"))
    assert fetched.status is FetchStatus.FAILED
    assert (
        fetched.message
        == "a.xsd: not fetched from http://127.0.0.1:9/x: [Errno 111] Connection refused"
    )


def test_a_file_that_is_there_is_replaced_whole_and_only_by_the_right_one(
    address: str, tmp_path: Path
) -> None:
    (tmp_path / "a.xsd").write_bytes(b"older")
    (tmp_path / ".a.xsd.partial").write_bytes(b"left by a run that was killed")
    fetch(tmp_path, one(f"{address}/wrong"))
    assert (tmp_path / "a.xsd").read_bytes() == b"older"
    fetch(tmp_path, one(f"{address}/right"))
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a.xsd", BODY)]


def test_a_folder_that_cannot_be_written_is_an_error(address: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(WriteError, match="cannot be written"):
        fetch(tmp_path / "file" / "schemas", one(f"{address}/right"))


def test_one_failure_does_not_stop_the_rest(address: str, tmp_path: Path) -> None:
    files = (replace(one(f"{address}/missing"), name="b.xsd"), one(f"{address}/right"))
    found = [fetched.status for fetched in fetching.fetch(tmp_path, files=files)]
    assert found == [FetchStatus.FAILED, FetchStatus.FETCHED]


def test_every_published_file_is_on_the_web_and_pinned() -> None:
    for file in PUBLISHED:
        assert file.address.startswith("http://")
        assert file.digests
        assert all(len(digest) == 64 for digest in file.digests)
    assert len({file.name for file in PUBLISHED}) == len(PUBLISHED)
