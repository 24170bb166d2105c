"""Read the replies that have arrived by e-mail from a mailbox and post them: once, or every minute."""

import mailbox
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from imaplib import IMAP4, IMAP4_SSL
from pathlib import Path
from ssl import create_default_context
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, InterfaceError, close_old_connections

from networkapp.conf import setting
from networkapp.domain.discussion.inbound import Later, take_letter

SECONDS, MINUTE = 30, 60


class Command(BaseCommand):
    help = (
        "Posts the answers in a mailbox: a maildir, or one reached by IMAP over TLS. What was taken is marked as seen."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        where = parser.add_mutually_exclusive_group()
        where.add_argument("--maildir", type=Path, help="the folder that holds cur, new and tmp")
        where.add_argument("--imap", help="imaps://user:password@host/INBOX; without it, NETWORKAPP_REPLY_MAILBOX")
        parser.add_argument("--stay", action="store_true", help="stay, and look every minute")

    def handle(self, *args: Any, maildir: Path | None, imap: str | None, stay: bool, **options: Any) -> None:
        if not stay:
            self.take_all(maildir, imap)
            return
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_ignored: stop.set())
        while not stop.is_set():
            close_old_connections()
            try:
                self.take_all(maildir, imap)
            except (CommandError, DatabaseError, InterfaceError) as failure:
                self.stderr.write(f"{failure} It is tried again in a minute.")
            stop.wait(MINUTE)

    def take_all(self, maildir: Path | None, imap: str | None) -> None:
        if not setting("REPLY_ADDRESS"):
            raise CommandError("NETWORKAPP_REPLY_ADDRESS is not set, so no letter has an address to be answered at.")
        if maildir:
            self.take_from_maildir(maildir)
        elif imap or setting("REPLY_MAILBOX"):
            self.take_by_imap(imap or setting("REPLY_MAILBOX"))
        else:
            raise CommandError("Name a mailbox: --maildir, --imap, or the setting NETWORKAPP_REPLY_MAILBOX.")

    def take_from_maildir(self, path: Path) -> None:
        try:
            letters = mailbox.Maildir(path, create=False)
        except mailbox.NoSuchMailboxError as missing:
            raise CommandError(f"{path} is no maildir.") from missing
        for key in list(letters.iterkeys()):
            entry = letters.get_message(key)
            if "S" in entry.get_flags():
                continue
            if self.takes(letters.get_bytes(key)):
                entry.set_subdir("cur")
                entry.add_flag("S")
                letters[key] = entry

    def take_by_imap(self, address: str) -> None:
        try:
            with opened(address) as box:
                _answer, found = box.uid("SEARCH", "UNSEEN")
                for number in (found[0] or b"").split():
                    _answer, parts = box.uid("FETCH", number.decode(), "(BODY.PEEK[])")
                    raw = next((part[1] for part in parts if isinstance(part, tuple)), None)
                    # Without one, somebody has taken it out meanwhile.
                    if raw is not None and self.takes(raw):
                        box.uid("STORE", number.decode(), "+FLAGS.SILENT", r"(\Seen)")
        except (OSError, IMAP4.error) as failure:
            raise CommandError(f"The mailbox could not be read: {failure}") from failure

    def takes(self, raw: bytes) -> bool:
        """Return whether the e-mail is processed; otherwise it stays as new as it was."""
        try:
            taken = take_letter(raw)
        except Later:
            return False
        self.stdout.write(f"{taken.letter_id}: {taken.outcome} {taken.detail}".rstrip())
        return True


@contextmanager
def opened(address: str) -> Iterator[IMAP4_SSL]:
    """The mailbox of an address such as imaps://user:password@mail.example/INBOX, open for reading and marking."""
    parts = urlsplit(address)
    if parts.scheme != "imaps" or not parts.hostname or not parts.username:
        raise CommandError("The mailbox must be given as imaps://user:password@host/INBOX; only TLS is spoken.")
    trusted = create_default_context()
    with IMAP4_SSL(parts.hostname, parts.port or 993, ssl_context=trusted, timeout=SECONDS) as box:
        box.login(unquote(parts.username), unquote(parts.password or ""))
        answer, _data = box.select(f'"{unquote(parts.path.strip("/")) or "INBOX"}"')
        if answer != "OK":
            raise CommandError(f"There is no folder {parts.path.strip('/')} in the mailbox.")
        yield box
