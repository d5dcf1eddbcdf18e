"""Of a message the release within is read; its headers are hints, and what it carries is named."""

import io
from email.message import EmailMessage
from pathlib import Path

import pytest

from preserve import describe
from preserve.config import DescribeSettings
from preserve.describe.lines import Document, Zone
from preserve.describe.readers import READERS, Source
from preserve.model.description import Description

BODY = """Board of Mills

Press release
5 May 2010

Old mill grinds again

The Board of Mills has opened the old mill again after four years of work, and visitors may
see the stones turn on every second Sunday of the month.
"""


def _read(message: EmailMessage | bytes) -> Document:
    octets = message if isinstance(message, bytes) else message.as_bytes()
    return READERS["e-mail"](Source(name="a.eml", stream=io.BytesIO(octets)))


def _message(
    body: str = BODY, *, subject: str = "Old mill grinds again", cte: str | None = None
) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Board of Mills <press@mills.example>"
    message["Date"] = "Fri, 7 May 2010 10:00:00 +0100"
    message["Subject"] = subject
    message.set_content(body, cte=cte)
    return message


def _described(tmp_path: Path, message: EmailMessage | bytes) -> Description:
    path = tmp_path / "a.eml"
    path.write_bytes(message if isinstance(message, bytes) else message.as_bytes())
    return describe.describe(path, name="a.eml", settings=DescribeSettings())


def test_a_plain_message_is_described_by_its_text(tmp_path: Path) -> None:
    description = _described(tmp_path, _message())

    assert description.texts("title") == ("Old mill grinds again",)
    assert description.texts("publisher") == ("Board of Mills",)
    assert description.texts("issued") == ("2010-05-05",)


@pytest.mark.parametrize("cte", ["7bit", "quoted-printable"])
def test_a_line_is_numbered_as_in_the_file(cte: str) -> None:
    message = _message(cte=cte)
    rows = message.as_bytes().decode().split("\n")

    lines = _read(message).lines

    for line in lines:
        start = line.text.split("=")[0][:20]
        assert rows[line.number - 1].startswith(start)


def test_every_line_of_a_text_in_base64_is_on_that_of_its_part() -> None:
    message = _message(cte="base64")

    assert {one.number for one in _read(message).lines} == {
        message.as_bytes().split(b"\n").index(b"") + 2
    }


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("Fwd: Old mill", "Old mill"),
        ("WG: AW: Old mill", "Old mill"),
        ("TR : Old mill", "Old mill"),
        ("RV: Old mill", "Old mill"),
        ("[mills-press] Old mill", "Old mill"),
        ("RE[2]: Old mill", "Old mill"),
        ("Report: old mill", "Report: old mill"),
        ("[Mill] opens", "[Mill] opens"),
    ],
)
def test_a_subject_is_a_title_without_what_programs_put_before_it(subject: str, title: str) -> None:
    hints = {hint.key: hint.text for hint in _read(_message(subject=subject)).hints}

    assert hints["title"] == title


def test_a_label_in_the_subject_is_the_type_and_no_part_of_the_title(tmp_path: Path) -> None:
    prose = BODY.rsplit("\n\n", maxsplit=1)[-1]

    description = _described(tmp_path, _message(prose, subject="PRESS RELEASE: Old mill opens"))

    assert description.texts("title") == ("Old mill opens",)
    assert "press release" in description.texts("type")


def test_the_date_of_the_mailing_is_never_that_of_issue(tmp_path: Path) -> None:
    description = _described(tmp_path, _message(BODY.replace("5 May 2010\n", "")))

    assert description.texts("issued") == ()
    assert [one.text for one in description.runners_up if one.element == "issued"] == ["2010-05-07"]


def test_the_mailing_gives_the_year_of_a_dateline_of_its_day(tmp_path: Path) -> None:
    dated = BODY.replace("5 May 2010\n", "").replace("The Board", "MILLTOWN, 7 May - The Board", 1)

    assert _described(tmp_path, _message(dated)).texts("issued") == ("2010-05-07",)


@pytest.mark.parametrize(
    ("marker", "fields"),
    [
        ("-----Original Message-----", ("From", "Sent", "To", "Subject")),
        ("Begin forwarded message:", ("From", "Date", "To", "Subject")),
        ("-------- Weitergeleitete Nachricht --------", ("Von", "Gesendet", "An", "Betreff")),
        ("-----Message d'origine-----", ("De", "Envoyé", "À", "Objet")),
        ("-----Mensaje original-----", ("De", "Enviado", "Para", "Asunto")),
        ("-----Mensagem original-----", ("De", "Enviada em", "Para", "Assunto")),
        ("-------- Пересылаемое сообщение --------", ("От", "Дата", "Кому", "Тема")),
        ("", ("Kimden", "Gönderildi", "Kime", "Konu")),
        ("", ("Kimdən", "Tarix", "Kimə", "Mövzu")),
        ("", ("Da", "Inviato", "A", "Oggetto")),
        ("", ("من", "التاريخ", "إلى", "الموضوع")),
    ],
    ids=range(11),
)
@pytest.mark.parametrize("quote", ["", "> "])
def test_of_a_forwarded_message_the_inner_one_counts(
    marker: str, fields: tuple[str, ...], quote: str, tmp_path: Path
) -> None:
    sender, sent, to, subject = fields
    inner = (
        f"{sender}: Office of Wells <office@wells.example>\n{sent}: 3 May 2009 09:15\n"
        f"{to}: news@paper.example\n{subject}: Deep well dug\n\n{BODY}"
    )
    quoted = "".join(f"{quote}{row}\n" for row in inner.split("\n"))
    message = _message(
        f"For the files, please.\n\nAnna\n\n{marker}\n{quoted}", subject="Fwd: files"
    )

    document = _read(message)

    assert document.lines[0].text == "Board of Mills"
    assert [(one.key, one.text) for one in document.hints] == [
        ("title", "Deep well dug"),
        ("publisher", "Office of Wells"),
        ("issued", "3 May 2009 09:15"),
    ]
    assert _described(tmp_path, message).texts("title") == ("Old mill grinds again",)


def test_the_head_of_a_memorandum_is_not_a_forwarded_message(tmp_path: Path) -> None:
    memorandum = (
        "FROM: Board of Mills\nTO: All media\nDATE: 5 May 2010\nSUBJECT: Old mill grinds again\n\n"
        + BODY.rsplit("\n\n", maxsplit=1)[-1]
    )

    description = _described(tmp_path, _message(memorandum, subject="for you"))

    assert description.texts("title") == ("Old mill grinds again",)
    assert description.texts("issued") == ("2010-05-05",)


def test_an_attached_message_is_the_release(tmp_path: Path) -> None:
    outer = _message("Please see the message attached to this one.\n", subject="for the files")
    outer.add_attachment(_message(BODY))

    description = _described(tmp_path, outer)

    assert description.texts("title") == ("Old mill grinds again",)
    assert description.texts("hasPart") == ()


def test_a_page_is_read_where_the_plain_text_stands_for_it() -> None:
    message = _message("Your program cannot show this message.\n")
    prose = BODY.rsplit("\n\n", maxsplit=1)[-1]
    message.add_alternative(f"<h1>Old mill grinds again</h1><p>{prose}</p>", subtype="html")

    lines = _read(message).lines

    assert (lines[0].text, lines[0].level) == ("Old mill grinds again", 1)


def test_the_plain_text_is_read_where_it_has_the_words() -> None:
    message = _message()
    message.add_alternative("<h1>Old mill</h1><p>another text</p>", subtype="html")

    assert _read(message).lines[0].text == "Board of Mills"


def test_attachments_are_named_as_parts(tmp_path: Path) -> None:
    message = _message()
    message.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="Mühle.pdf")
    message.add_attachment("a,b\n", subtype="csv", filename="stones.csv")

    description = _described(tmp_path, message)

    assert description.texts("hasPart") == ("Mühle.pdf", "stones.csv")


def test_a_picture_that_the_text_shows_is_no_attachment() -> None:
    message = _message()
    message.add_alternative("<img src='cid:logo'>", subtype="html")
    message.get_payload()[1].add_related(  # type: ignore[union-attr, index]
        b"x", "image", "png", cid="<logo>", filename="logo.png", disposition="inline"
    )

    assert _read(message).attachments == ()


def test_a_message_with_nothing_but_attachments_says_so(tmp_path: Path) -> None:
    message = EmailMessage()
    message["Subject"] = "Press release"
    message.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="mill.pdf")

    description = _described(tmp_path, message)

    assert description.texts("hasPart") == ("mill.pdf",)
    (item,) = description.review
    assert item.reason == (
        "the message has no text of its own, only what is attached (mill.pdf): give the row in "
        "metadata.csv"
    )


def test_the_names_of_attachments_behind_a_long_one_are_read() -> None:
    message = _message()
    for name in ("long.bin", "after.pdf"):
        message.add_attachment(
            bytes(6 << 20 if name == "long.bin" else 10),
            maintype="application",
            subtype="octet-stream",
            filename=name,
        )

    document = _read(message)

    assert document.attachments == ("long.bin", "after.pdf")
    assert document.whole


@pytest.mark.parametrize(
    "footer",
    [
        "-- \nAnna Miller\nPress officer",
        "To unsubscribe, write to leave@mills.example.",
        "This e-mail and any files with it are confidential.",
        "Diese E-Mail kann vertrauliche Informationen enthalten.",
        "Ce message est confidentiel.",
        "Este correo es confidencial.",
        "Данное сообщение предназначено для адресата.",
        "Bu e-posta gizlidir.",
    ],
    ids=range(8),
)
def test_signatures_and_notices_are_below_the_text(footer: str) -> None:
    document = _read(_message(f"{BODY}\n{footer}\n"))

    assert [one.zone for one in document.lines][-1] is Zone.FOOTER
    assert document.lines[5].zone is Zone.PAGE


def test_a_flowed_paragraph_is_one_line() -> None:
    octets = (
        b"Subject: a\nContent-Type: text/plain; format=flowed\n\n"
        b"The stones turn \nagain.\n\nNext one.\n"
    )

    assert [(one.text, one.number) for one in _read(octets).lines] == [
        ("The stones turn again.", 4),
        ("Next one.", 7),
    ]


@pytest.mark.parametrize("charset", ["koi8-r", "windows-1251", "utf-8"])
def test_encoded_and_raw_subjects_are_decoded(charset: str) -> None:
    text = "Навигация начнётся раньше срока"
    raw = b"Subject: " + text.encode(charset) + b"\n\n" + b"words\n"
    encoded = EmailMessage()
    encoded["Subject"] = text

    assert next(one.text for one in _read(encoded).hints) == text
    if charset == "utf-8":
        assert next(one.text for one in _read(raw).hints) == text


def test_a_body_in_an_unnamed_encoding_is_guessed() -> None:
    text = "Управление речного транспорта сообщает, что навигация откроется раньше. " * 5

    document = _read(b"Subject: a\n\n" + text.encode("cp1251"))

    assert document.lines[0].text == text.strip()
    assert not document.certain
