"""A raw e-mail (RFC 5322) as plain facts: who writes to whom, what, and whether a machine does."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.errors import InvalidBase64CharactersDefect, InvalidBase64LengthDefect, InvalidBase64PaddingDefect
from email.message import EmailMessage
from hashlib import sha256
from html.parser import HTMLParser
from typing import Any

import nh3

ADDRESS = re.compile(r"[^\s<>,;@]{1,64}@[^\s<>,;@]{1,255}")
UNREADABLE = "This e-mail cannot be read."
LONGEST_ID, LONGEST_HEAD = 255, 100_000
# Of an e-mail in HTML. Its own text is above what it quotes, under a head with the styles of the program.
LONGEST_HTML = 200_000
RECIPIENTS = ("Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "To", "Cc")
BY_MACHINE = ("X-Autoreply", "X-Autorespond", "X-Auto-Reply", "X-Mail-Autoreply", "List-Id")
OF_MACHINES = ("mailer-daemon@", "postmaster@", "noreply@", "no-reply@")
# How programs of the region begin the subject of an answer in somebody's absence; people begin with "Re:" or its like.
OF_THE_ABSENT = re.compile(
    r"(automatic reply|auto[- ]?reply|auto[- ]?response|out of (the )?office|abwesenheitsnotiz|abwesenheitsnachricht|"
    r"automatische antwort|autosvar|automatiskt? svar|frånvaromeddelande|fraværs(besked|melding)|poissaoloviesti|"
    r"automaattinen vastaus|automaatvastus|автоматический ответ|автоответ|autoodpowiedź|odpowiedź automatyczna|"
    r"automatyczna odpowiedź|automātiskā atbilde|automatinis atsakymas|sjálfvirkt svar)"
    r"\s*([:–(-]|$|(re|aw|sv|vs|odp|ha)\b)",
    re.IGNORECASE,
)
SIGNATURES = {"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"}
NO_BASE64 = (InvalidBase64CharactersDefect, InvalidBase64LengthDefect, InvalidBase64PaddingDefect)
LOCKED = {"application/pkcs7-mime", "application/x-pkcs7-mime", "multipart/encrypted"}
# Quotations and what nobody sees: how Gmail, Outlook, Thunderbird, Yahoo and Apple Mail mark them.
UNSEEN = {"script", "style", "title"}
NOT_SAID = {
    *("blockquote", ".gmail_quote", ".gmail_signature", ".moz-cite-prefix", ".moz-signature"),
    *(".yahoo_quoted", ".protonmail_quote", "#Signature", "#ms-outlook-mobile-signature"),
}
QUOTED_FROM_HERE = {"#divRplyFwdMsg", "#appendonsend", "#reply-intro"}
IN_NEW_LINE = ("p", "div", "li", "tr", "h1", "h2", "h3", "h4", "table", "ul", "ol", "hr")
WITHOUT_END = {"br", "hr"}
TAGS = ((nh3.ALLOWED_TAGS | {*IN_NEW_LINE}) - {"img", "area", "col", "wbr", *UNSEEN}) | WITHOUT_END


@dataclass(frozen=True, kw_only=True)
class ReceivedEmail:
    """The content of an e-mail. `id` is its Message-ID, or made of its bytes if it has none.

    `sender` is empty unless it names exactly one; `answers` are the Message-IDs to which it replies; `attached` is the
    number of files, not counting signatures; `is_locked`: its text is encrypted, or wrapped in a signature.
    """

    id: str
    sender: str
    recipients: tuple[str, ...]
    text: str
    answers: tuple[str, ...]
    is_automatic: bool
    is_locked: bool
    attached: int


def read_email(raw: bytes) -> ReceivedEmail:
    """Return the e-mail in these bytes; ValueError if they are none."""
    head = re.split(rb"\r?\n\r?\n", raw[: LONGEST_HEAD + 1], maxsplit=1)[0]
    if len(head) > LONGEST_HEAD:
        raise ValueError(UNREADABLE)
    try:
        return _read(raw)
    except Exception as broken:  # the parser of the standard library stumbles over hostile heads in many ways
        raise ValueError(UNREADABLE) from broken


def email_id(raw: bytes) -> str:
    """Return an id for an e-mail that has none or cannot be read: the same for the same bytes."""
    return f"<sha256-{sha256(raw).hexdigest()}>"


def to_text(html: str) -> str:
    """Return the text of an HTML-only e-mail, line by line, without what it quotes."""
    whole = nh3.clean(
        html[:LONGEST_HTML], tags=TAGS, attributes={"*": {"class", "id"}}, clean_content_tags=UNSEEN, link_rel=None
    )
    words = _Words()
    words.feed(whole)
    words.close()
    lines = [" ".join(line.split()) for line in "".join(words.parts).splitlines()]
    return "\n".join(line for n, line in enumerate(lines) if line or (n and lines[n - 1])).strip()


class _Words(HTMLParser):
    """Return the text of a well-formed page: each tag is read once, so that no e-mail can make this slow."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._unsaid = 0
        self._is_over = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        names = {tag, f"#{attributes.get('id')}", *(f".{name}" for name in (attributes.get("class") or "").split())}
        self._is_over = self._is_over or (not self._unsaid and not names.isdisjoint(QUOTED_FROM_HERE))
        if self._unsaid or not names.isdisjoint(NOT_SAID):
            self._unsaid += tag not in WITHOUT_END
        elif tag == "br" or tag in IN_NEW_LINE:
            self._say("\n- " if tag == "li" else "\n")

    def handle_endtag(self, tag: str) -> None:
        if self._unsaid:
            self._unsaid -= 1
        elif tag in IN_NEW_LINE:
            self._say("\n\n" if tag == "p" else "\n")

    def handle_data(self, data: str) -> None:
        if not self._unsaid:
            self._say(re.sub(r"\s+", " ", data))

    def _say(self, words: str) -> None:
        if not self._is_over:
            self.parts.append(words)


def _read(raw: bytes) -> ReceivedEmail:
    message = message_from_bytes(raw, policy=policy.default)
    assert isinstance(message, EmailMessage)
    known = _ids(message, "Message-ID")
    senders = _addresses(message, "From")
    return ReceivedEmail(
        id=known[0] if known and len(known[0]) <= LONGEST_ID else email_id(raw),
        sender=senders[0] if len(senders) == 1 else "",
        recipients=tuple(address for name in RECIPIENTS for address in _addresses(message, name)),
        text=_text(message).replace("\x00", "").encode("utf-8", "replace").decode(),
        answers=(*_ids(message, "In-Reply-To"), *_ids(message, "References")),
        is_automatic=_is_automatic(message, senders),
        is_locked=message.get_content_type() in LOCKED,
        attached=sum(_is_file(part) for part in message.walk()),
    )


def _ids(message: EmailMessage, name: str) -> list[str]:
    return [one for one in _header(message, name).split() if one.startswith("<") and one.endswith(">")]


def _addresses(message: EmailMessage, name: str) -> list[str]:
    found = []
    for value in message.get_all(name, []):
        parsed = getattr(value, "addresses", None)
        specs = [one.addr_spec for one in parsed] if parsed is not None else ADDRESS.findall(_one_line(value)[:1000])
        found += [_one_line(spec).lower() for spec in specs if "@" in spec]
    return found


def _header(message: EmailMessage, name: str) -> str:
    return _one_line(message.get(name, ""))


def _one_line(value: Any) -> str:
    return " ".join(str(value).replace("\x00", "").split())


def _is_automatic(message: EmailMessage, senders: list[str]) -> bool:
    """Return whether the e-mail was sent automatically, by RFC 3834 and common headers: replies to these would loop for
    ever."""
    return (
        _header(message, "Auto-Submitted").partition(";")[0].strip().lower() not in {"", "no"}
        or _header(message, "Precedence").lower() in {"bulk", "auto_reply", "junk", "list"}
        or any(name in message for name in BY_MACHINE)
        or ("Return-Path" in message and _header(message, "Return-Path") in {"<>", ""})
        or message.get_content_type() == "multipart/report"
        or any(sender.startswith(OF_MACHINES) for sender in senders)
        or OF_THE_ABSENT.match(_header(message, "Subject")) is not None
        or any(str(part.get_param("method", "")).upper() in {"REPLY", "COUNTER"} for part in _invitations(message))
    )


def _invitations(message: EmailMessage) -> Iterator[Any]:
    return (part for part in message.walk() if part.get_content_type() == "text/calendar")


def _is_file(part: Any) -> bool:
    return part.get_content_disposition() == "attachment" and part.get_content_type() not in SIGNATURES | LOCKED


def _text(message: EmailMessage) -> str:
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return ""
    text = _decoded(part)
    if "\ufffd" in text and any(isinstance(one, NO_BASE64) for one in part.defects):
        return ""
    if part.get_content_type() == "text/html":
        return to_text(text)
    return _unfolded(text, part) if part.get_param("format") == "flowed" else text


def _decoded(part: Any) -> str:
    try:
        return str(part.get_content())
    except (LookupError, ValueError):  # a charset that nobody knows, or text that is not of its charset
        return bytes(part.get_payload(decode=True) or b"").decode("utf-8", "replace")


def _unfolded(text: str, part: EmailMessage) -> str:
    """Return the text with the lines joined that a mail program broke: those that end in a space (RFC 3676)."""
    glue = "" if str(part.get_param("delsp") or "").lower() == "yes" else " "
    return "\n".join(_whole_lines(text, glue))


def _whole_lines(text: str, glue: str) -> Iterator[str]:
    begun: list[str] = []
    for line in text.splitlines():
        words = line[1:] if line.startswith(" ") else line
        if words.endswith(" ") and words != "-- " and not words.startswith(">"):
            begun.append(words[:-1])
            continue
        yield glue.join([*begun, words])
        begun = []
    if begun:
        yield glue.join(begun)
