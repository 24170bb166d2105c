"""Parsing of ordinary and hostile raw e-mails."""

import time
from email.header import Header

import pytest

from networkapp.discussion.inbound_text import strip_quotation
from networkapp.notifications.inbound_parsing import UNREADABLE, read_email, to_text

HEAD = b"From: A Member <Member@X.example>\r\nTo: reply+x@networks.example\r\nMessage-ID: <1@parliament.example>\r\n"


def text_of(rest: bytes) -> str:
    return strip_quotation(read_email(HEAD + rest).text)


OUTLOOK = """<html><head><style>p {margin:0}</style></head><body><div class="WordSection1"><p class="MsoNormal">Agreed,
in&nbsp;May.</p><p class="MsoNormal">With <b>one</b> condition:</p><ul><li>a budget</li></ul></div>
<div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>From:</b> Networks<br><b>Sent:</b> Wednesday</div>
<div><p>The hotline opens.</p></div></body></html>"""
GMAIL = """<div dir="ltr">Agreed.<div><br></div><div>In May.</div></div><br>
<div class="gmail_quote"><div class="gmail_attr">
On Wed, 3 Jun 2026 at 12:00, Networks &lt;noreply@networks.example&gt; wrote:<br></div><blockquote>The hotline
opens.</blockquote></div>"""
APPLE = """<html><body>Agreed.<br><br>In May.<br><div><br><blockquote type="cite"><div>On 3 Jun 2026, at 12:00, Networks
wrote:</div><div>The hotline opens.</div></blockquote></div></body></html>"""


@pytest.mark.parametrize(
    ("html", "words"),
    [
        (OUTLOOK, "Agreed, in May.\n\nWith one condition:\n\n- a budget"),
        (GMAIL, "Agreed.\n\nIn May."),
        (APPLE, "Agreed.\n\nIn May."),
        ("<p>a</p><script>alert(1)</script><blockquote>b</blockquote>", "a"),
        ("<div>" * 5000 + "deep", "deep"),
    ],
)
def test_html_e_mail_becomes_text_without_quotations(html: str, words: str) -> None:
    assert to_text(html) == words


@pytest.mark.parametrize("piece", ["<a ", "<!--", "<a x='", "<li>", "<p>a", "<b><p>", "<br>", "<div id=Signature>"])
def test_reading_a_hostile_e_mail_takes_less_than_eight_seconds(piece: str) -> None:
    """Anybody can send an e-mail to the reply address, and replies of members wait behind it."""
    began = time.process_time()
    to_text(piece * (1_000_000 // len(piece)))
    assert time.process_time() - began < 8


@pytest.mark.parametrize(
    ("rest", "words"),
    [
        (b"\r\nPlain.\r\n", "Plain."),
        (b"Content-Type: text/plain; charset=koi8-r\r\n\r\n" + "Согласен.".encode("koi8-r"), "Согласен."),
        (
            b"Content-Type: text/plain;charset=utf8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n=C3=BC=\r\nn",
            "ün",
        ),
        (b"Content-Type: text/plain; charset=nobody-knows\r\n\r\nPlain.", "Plain."),
        (b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!!", ""),
        (
            b"Content-Type: text/plain; format=flowed\r\n\r\nA long line \r\ngoes on.\r\n\r\n-- \r\nA Member",
            "A long line goes on.",
        ),
        (b"Content-Type: text/html\r\n\r\n<p>Only <b>HTML</b></p>", "Only HTML"),
        (
            b"Content-Type: multipart/alternative; boundary=x\r\n\r\n--x\r\n\r\nPlain.\r\n--x\r\n"
            b"Content-Type: text/html\r\n\r\n<p>Rich.</p>\r\n--x--",
            "Plain.",
        ),
        (b"Content-Type: application/pdf\r\n\r\n%PDF", ""),
        (
            b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
            b"!!!BAD64 not base64 at all!!!",
            "",
        ),
        (b"Content-Type: text/plain; charset=utf-7\r\n\r\nhalf a sign +2AA- and \x00 none", "half a sign ? and  none"),
        (b"Content-Type: multipart/mixed; boundary=x\r\n\r\nno part at all", ""),
    ],
)
def test_e_mail_text_is_read_in_any_encoding_and_format(rest: bytes, words: str) -> None:
    assert text_of(rest) == words


@pytest.mark.parametrize(
    "line",
    [
        b"Auto-Submitted: auto-replied",
        b"Auto-Submitted: auto-generated; type=vacation",
        b"Precedence: bulk",
        b"Precedence: auto_reply",
        b"X-Autoreply: yes",
        b"Return-Path: <>",
        b"Content-Type: multipart/report; report-type=delivery-status; boundary=x",
        b"List-Id: <members.parliament.example>",
    ],
)
def test_automatic_e_mails_are_recognised_by_their_headers(line: bytes) -> None:
    assert read_email(HEAD + line + b"\r\n\r\nI am away.").is_automatic
    assert not read_email(HEAD + b"Auto-Submitted: no\r\nReturn-Path: <a@b.example>\r\n\r\nI am here.").is_automatic


@pytest.mark.parametrize(
    "subject",
    [
        "Automatic reply: Hotlines",
        "Out of Office Re: Hotlines",
        "Automatische Antwort: Hotlines",
        "Abwesenheitsnotiz",
        "Autosvar: Hotlines",
        "Automatisk svar: Hotlines",
        "Automatiskt svar: Hotlines",
        "Automaattinen vastaus: Hotlines",
        "Automaatvastus: Hotlines",
        "Автоматический ответ: Hotlines",
        "Автоответ: Hotlines",
        "Odpowiedź automatyczna: Hotlines",
        "Automātiskā atbilde: Hotlines",
        "Automatinis atsakymas: Hotlines",
        "Sjálfvirkt svar: Hotlines",
    ],
)
def test_absence_messages_are_recognised_by_their_subject(subject: str) -> None:
    def is_automatic(words: str) -> bool:
        return read_email(HEAD + f"Subject: {Header(words, 'utf-8').encode()}\r\n\r\nI am away.".encode()).is_automatic

    assert is_automatic(subject)
    assert not is_automatic(f"Re: {subject}")
    assert not is_automatic("Out of office hours of hotlines")


def test_reply_to_a_calendar_invitation_is_automatic_and_an_invitation_is_not() -> None:
    def email(method: str) -> bytes:
        return (
            HEAD
            + (
                "Content-Type: multipart/alternative; boundary=x\r\n\r\n--x\r\n\r\nPlain.\r\n--x\r\n"
                f"Content-Type: text/calendar; method={method}\r\n\r\nBEGIN:VCALENDAR\r\n--x--"
            ).encode()
        )

    assert read_email(email("REPLY")).is_automatic
    assert not read_email(email("REQUEST")).is_automatic


def test_signature_is_not_counted_as_attachment_and_an_encrypted_e_mail_is_recognised() -> None:
    signed = (
        b"Content-Type: multipart/signed; boundary=x\r\n\r\n--x\r\n\r\nPlain.\r\n--x\r\n"
        b"Content-Type: application/pkcs7-signature\r\nContent-Disposition: attachment; filename=smime.p7s\r\n"
        b"\r\nA\r\n--x--"
    )
    assert (read_email(HEAD + signed).attached, read_email(HEAD + signed).is_locked, text_of(signed)) == (
        0,
        False,
        "Plain.",
    )
    assert read_email(HEAD + b"Content-Type: application/pkcs7-mime; smime-type=enveloped-data\r\n\r\nA").is_locked


@pytest.mark.parametrize(
    "head",
    [
        b"From: a@b.example, c@d.example",
        b"From: a@b.example\r\nFrom: c@d.example",
        b"From: undisclosed",
        b"From:",
        b"X: y",
    ],
)
def test_e_mail_without_or_with_several_senders_has_no_sender(head: bytes) -> None:
    assert read_email(head + b"\r\n\r\nText").sender == ""


def test_display_name_of_the_sender_is_not_read_as_the_address() -> None:
    read = read_email(b'From: "owner@parliament.example" <other@evil.example>\r\n\r\nText')
    assert read.sender == "other@evil.example"


def test_attached_files_are_counted_and_inline_pictures_are_not() -> None:
    rest = (
        b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nPlain.\r\n--x\r\nContent-Type: text/pdf\r\n"
        b"Content-Disposition: attachment; filename=a.pdf\r\n\r\n%PDF\r\n--x\r\nContent-Type: image/png\r\n"
        b"Content-Disposition: inline\r\n\r\nPNG\r\n--x--"
    )
    assert (read_email(HEAD + rest).attached, text_of(rest)) == (1, "Plain.")


@pytest.mark.parametrize("raw", [b"", b"\x00\xff\xfe" * 100, b"\r\n" * 1000])
def test_malformed_e_mail_gets_an_id_from_its_hash(raw: bytes) -> None:
    assert read_email(raw).id.startswith("<sha256-")


def test_e_mail_with_too_long_a_header_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot be read"):
        read_email(b"From: " + b"a," * 200_000 + b"\r\n\r\nText")


def test_header_that_overflows_some_python_versions_is_read_or_refused_with_a_message() -> None:
    """Python 3.11 reaches its recursion limit here; newer versions read the e-mail."""
    raw = b"Message-ID: " + b"<" * 1000 + b"\r\n\r\nText"
    try:
        found = read_email(raw).text.strip()
    except ValueError as refusal:
        found = str(refusal)
    assert found in ("Text", UNREADABLE)
