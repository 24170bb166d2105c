"""Reads e-mails that the development settings write as files to the folder "mail"."""

import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

BETWEEN = b"-" * 79
LINK = re.compile(r"https?://\S+/(?:administration|invitations)/\S+")


def newest_mail(data: Path, address: str) -> str:
    """Return the text of the newest e-mail to the address; empty if none has arrived."""
    files = sorted((data / "mail").glob("*"), key=lambda file: file.stat().st_mtime)
    mails = [_read(part.strip()) for file in files for part in file.read_bytes().split(BETWEEN) if part.strip()]
    found = [mail for mail in mails if mail["To"] == address]
    body = found[-1].get_body(("plain",)) if found else None
    return str(body.get_content()) if body else ""


def link_in(text: str) -> str:
    """Return the link of an invitation in the text; empty if there is none."""
    found = LINK.search(text)
    return found.group(0) if found else ""


def _read(mail: bytes) -> EmailMessage:
    return message_from_bytes(mail, policy=policy.default)
