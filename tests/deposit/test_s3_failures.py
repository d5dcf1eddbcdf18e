"""What a store refuses, states, or gets wrong, and what is made of it."""

import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from botocore.awsrequest import AWSPreparedRequest, AWSResponse

from preserve.errors import UsageError
from preserve.model.deposits import Condition, Level, Status
from tests.deposit.contract import TargetContract, builder
from tests.deposit.rigs import Office
from tests.deposit.s3_rig import S3Rig, Wire, refusal
from tests.servers import seaweedfs

LARGE = {"data/release.txt": bytes(range(256)) * (11 << 12)}


@pytest.fixture
def rig(endpoint: str) -> Iterator[S3Rig]:
    rig = S3Rig(endpoint)
    with rig.wired():
        yield rig


@pytest.fixture
def office(tmp_path: Path, rig: S3Rig) -> Office:
    return Office(folder=tmp_path / "office", rig=rig)


@pytest.fixture
def bag(tmp_path: Path) -> Path:
    return builder().build(tmp_path / "bags" / "a release")


def saying(
    status: int, code: str, *, method: str = "PUT", **headers: str
) -> Callable[[AWSPreparedRequest], AWSResponse | None]:
    """Give what answers a request by a method with a refusal."""
    return lambda request: refusal(status, code, **headers) if request.method == method else None


def test_a_bucket_that_is_not_there_is_told(office: Office, bag: Path) -> None:
    receipt = office.one(bag, bucket="not-there")
    assert (receipt.status, receipt.exit_code) == (Status.FAILED, 4)
    assert receipt.message == "s3://not-there: there is no such bucket"


def test_a_key_that_may_only_read_is_refused(office: Office, rig: S3Rig, bag: Path) -> None:
    rig.environment = {"S3_SECRET": seaweedfs.READER_SECRET}
    receipt = office.one(bag, user=seaweedfs.READER)
    assert (receipt.status, receipt.exit_code) == (Status.FAILED, 4)
    assert "access is refused (AccessDenied, HTTP 403)" in receipt.message
    assert rig.names() == []


def test_a_store_that_does_not_answer_is_told(office: Office, bag: Path) -> None:
    receipt = office.one(bag, endpoint="http://127.0.0.1:9", timeout=2)
    assert (receipt.status, receipt.exit_code) == (Status.FAILED, 4)
    assert "cannot be reached" in receipt.message


@pytest.mark.parametrize(
    ("status", "code", "words"),
    [
        (400, "BadDigest", "the octets that arrived are others"),
        (403, "QuotaExceeded", "access is refused"),
        (507, "InsufficientStorage", "there is no room"),
        (400, "EntityTooLarge", "there is no room"),
        (400, "AuthorizationHeaderMalformed", "the bucket is elsewhere"),
        (403, "RequestTimeTooSkewed", "the clock of this machine differs"),
        (503, "SlowDown", "the store cannot now"),
        (418, "Teapot", "the store refuses (Teapot, HTTP 418)"),
    ],
)
def test_what_a_store_refuses_is_one_sentence(
    office: Office, rig: S3Rig, bag: Path, status: int, code: str, words: str
) -> None:
    # The looks before: of the object, and of the bucket.
    rig.wire.failing = [lambda _: None] * 2 + [saying(status, code)]
    receipt = office.one(bag)
    assert (receipt.status, receipt.exit_code) == (Status.FAILED, 4)
    assert words in receipt.message
    assert "\n" not in receipt.message
    assert receipt.remedy
    assert rig.names() == []


def test_what_passes_is_tried_again(office: Office, rig: S3Rig, bag: Path) -> None:
    rig.wire.failing = [lambda _: None] * 2 + [saying(503, "SlowDown", **{"Retry-After": "0"})]
    assert office.one(bag, attempts=3).status is Status.DEPOSITED


@pytest.mark.parametrize("payload", [None, LARGE], ids=["one request", "parts"])
@pytest.mark.parametrize("is_same", [True, False])
@pytest.mark.parametrize("knows_conditions", [True, False])
def test_what_comes_there_meanwhile_is_compared_and_not_replaced(
    office: Office,
    rig: S3Rig,
    tmp_path: Path,
    payload: dict[str, bytes] | None,
    is_same: bool,
    knows_conditions: bool,
) -> None:
    bag = builder(payload).build(tmp_path / "bags" / "a release")
    rig.wire.knows_conditions = knows_conditions
    office.one(bag)
    octets = rig.read("a release.tar") if is_same else b"other"
    rig.remove("a release.tar")
    office.journal.unlink()

    def put(request: AWSPreparedRequest) -> None:
        if "If-None-Match" not in request.headers:
            rig.wire.failing = [put]
            return
        rig.client.put_object(Bucket=rig.bucket, Key=rig.prefix + "a release.tar", Body=octets)

    rig.wire.failing = [put]
    receipt = office.one(bag)
    expected = (Status.DEPOSITED, 0) if is_same else (Status.REFUSED, 1)
    assert (receipt.status, receipt.exit_code) == expected, receipt.message
    assert rig.read("a release.tar") == octets
    assert rig.uploads() == []


@pytest.mark.parametrize("payload", [None, LARGE], ids=["one request", "parts"])
def test_an_archive_that_changed_before_it_is_sent_becomes_no_object(
    office: Office, rig: S3Rig, tmp_path: Path, payload: dict[str, bytes] | None
) -> None:
    bag = builder(payload).build(tmp_path / "bags" / "a release")

    def alter(_: AWSPreparedRequest) -> None:
        (archive,) = (office.folder / "state" / "deposits").glob("*.tar")
        octets = bytearray(archive.read_bytes())
        octets[len(octets) // 2] ^= 1
        archive.write_bytes(octets)

    rig.wire.failing = [alter]
    receipt = office.one(bag)
    assert (receipt.status, receipt.exit_code) == (Status.FAILED, 4)
    assert "other octets than when the bag was verified" in receipt.message
    assert rig.names() == []


def test_a_store_without_conditions_is_said_in_the_receipt(
    office: Office, rig: S3Rig, bag: Path
) -> None:
    rig.wire.knows_conditions = False
    receipt = office.one(bag)
    assert receipt.deposit is not None
    assert receipt.confirmation is not None
    assert "knows no If-None-Match" in receipt.deposit.statements[0]
    assert any("knows no If-None-Match" in one for one in receipt.confirmation.unproved)


@pytest.mark.parametrize(
    ("wire", "keys", "small", "large"),
    [
        (Wire(), {}, Level.CHECKSUM_ECHOED, Level.CHECKSUM_ECHOED),
        (Wire(echoes=False), {}, Level.MD5_STATED, Level.ETAG),
        (Wire(echoes=False, etags=False), {}, Level.READ_BACK, Level.READ_BACK),
        (Wire(), {"read_back": True}, Level.READ_BACK, Level.READ_BACK),
    ],
    ids=["sha256", "md5", "nothing", "asked to read"],
)
def test_the_strongest_that_is_stated_confirms(
    endpoint: str,
    tmp_path: Path,
    wire: Wire,
    keys: dict[str, object],
    small: Level,
    large: Level,
) -> None:
    rig = S3Rig(endpoint, wire=wire)
    office = Office(folder=tmp_path / "office", rig=rig)
    for name, payload, level in (("small", None, small), ("large", LARGE, large)):
        bag = builder(payload, identifier=f"urn:x:{name}").build(tmp_path / "bags" / name)
        with rig.wired():
            receipt = office.one(bag, **keys)
        assert receipt.confirmation is not None
        assert (receipt.confirmation.condition, receipt.confirmation.how) == (
            Condition.CONFIRMED,
            level,
        )
        assert bool(receipt.confirmation.unproved) is (level is not Level.READ_BACK)


def test_a_copy_that_states_other_parts_is_read_and_found_the_same(
    office: Office, rig: S3Rig, tmp_path: Path
) -> None:
    bag = builder(LARGE).build(tmp_path / "bags" / "a release")
    office.one(bag)
    octets = rig.read("a release.tar")
    rig.client.put_object(Bucket=rig.bucket, Key=rig.prefix + "a release.tar", Body=octets)
    (asked,) = TargetContract().ask(office)
    assert (asked.confirmation.condition, asked.confirmation.how) == (
        Condition.CONFIRMED,
        Level.READ_BACK,
    )


@pytest.mark.parametrize("name", ["two\nlines", "\x7f", "a" * 230 + "é" * 10])
def test_a_name_that_no_key_can_be_is_refused(office: Office, tmp_path: Path, name: str) -> None:
    bag = builder().build(tmp_path / "bags" / name)
    receipt = office.one(bag, prefix="p" * 800)
    assert (receipt.status, receipt.exit_code) == (Status.FAILED, 4)
    assert "a store has no such names" in receipt.message


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>welcome</html>",
        b"HTTP/1.1 302 Found\r\nLocation: http://elsewhere.example/\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
        b"nonsense\r\n\r\n",
        b"",
        b"HTTP/1.1 500 No\r\nTransfer-Encoding: chunked\r\n\r\n" + b"10000\r\n" + b"x" * 65536,
    ],
    ids=["html", "redirect", "length", "nonsense", "nothing", "short"],
)
def test_what_is_no_store_is_told(office: Office, bag: Path, answer: bytes) -> None:
    with _speaking(lambda connection: connection.sendall(answer)) as endpoint:
        receipt = office.one(bag, endpoint=endpoint, timeout=2)
    assert (receipt.status, receipt.exit_code) == (Status.FAILED, 4)
    assert "not foreseen" not in receipt.message
    assert seaweedfs.SECRET not in repr(receipt)


def test_an_answer_that_drips_is_given_up(office: Office, bag: Path) -> None:
    stopped = threading.Event()

    def dripping(connection: socket.socket) -> None:
        head = connection.recv(65536).split(b" ")[0]
        status = b"404 No" if head == b"HEAD" else b"200 OK"
        length = 0 if head == b"HEAD" else 1_000_000
        connection.sendall(b"HTTP/1.1 %s\r\nContent-Length: %d\r\n\r\n" % (status, length))
        while head != b"HEAD" and not stopped.wait(0.05):
            connection.sendall(b"x")

    with _speaking(dripping) as endpoint:
        receipt = office.one(bag, endpoint=endpoint, timeout=0.2)
    stopped.set()
    assert (receipt.status, receipt.exit_code) == (Status.FAILED, 4)


def test_an_answer_without_end_is_not_read_to_its_end(office: Office, bag: Path) -> None:
    sent = [0]

    def endless(connection: socket.socket) -> None:
        head = connection.recv(65536).split(b" ")[0]
        status = b"404 No" if head == b"HEAD" else b"200 OK"
        connection.sendall(b"HTTP/1.1 " + status + b"\r\nTransfer-Encoding: chunked\r\n\r\n")
        while head != b"HEAD" and sent[0] < (64 << 20):
            connection.sendall(b"10000\r\n" + b"x" * 65536 + b"\r\n")
            sent[0] += 65536

    with _speaking(endless) as endpoint:
        receipt = office.one(bag, endpoint=endpoint, timeout=2)
    assert (receipt.status, receipt.exit_code) == (Status.FAILED, 4)
    assert sent[0] < (32 << 20)


class _speaking:  # noqa: N801 - used as a function is
    """A server that gives the same answer to each connection."""

    def __init__(self, answer: Callable[[socket.socket], object]) -> None:
        self._answer = answer
        self._listener = socket.create_server(("127.0.0.1", 0))

    def __enter__(self) -> str:
        threading.Thread(target=self._serve, daemon=True).start()
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def __exit__(self, *_: object) -> None:
        self._listener.close()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
                with connection:
                    self._answer(connection)
                    connection.shutdown(socket.SHUT_WR)
                    connection.settimeout(2)
                    while connection.recv(65536):
                        pass
            except OSError:
                if self._listener.fileno() < 0:
                    return


def test_without_the_key_s_identifier_nothing_is_opened(
    office: Office, rig: S3Rig, bag: Path
) -> None:
    rig.keys = {key: value for key, value in rig.keys.items() if key != "user"}
    with pytest.raises(UsageError, match="user is missing"):
        office.one(bag)


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ({"bucket": "a/b"}, "the name of a bucket is wanted"),
        ({"prefix": "a/../b"}, "names are wanted"),
        ({"region": "here and there"}, "the name of a region is wanted"),
        ({"endpoint": "http://store.example"}, "http is not encrypted"),
        ({"part_size": 4}, "a number from 5 to 5120 is wanted"),
        ({"preset": "aptrust", "form": "zip"}, "APTrust takes tar alone"),
        ({"form": "folder"}, "folder is not known"),
        ({"ca_file": "not-there.pem"}, "cannot be used"),
    ],
)
def test_wrong_keys_are_refused(
    office: Office, bag: Path, keys: dict[str, object], words: str
) -> None:
    with pytest.raises(UsageError, match=words):
        office.one(bag, **keys)
