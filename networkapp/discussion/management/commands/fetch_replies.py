"""`manage.py fetch_replies`: post the replies by e-mail in a mailbox, once or every minute."""

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
from networkapp.discussion.actions.inbound_mail import RetryLater, process_inbound_mail

TIMEOUT_SECONDS, MINUTE = 30, 60


class Command(BaseCommand):
    """Post the e-mail replies that wait in a mailbox."""

    help = (
        "Post the replies by e-mail in a mailbox: a maildir, or a mailbox reached by IMAP over TLS. Marks them as seen."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        where = parser.add_mutually_exclusive_group()
        where.add_argument("--maildir", type=Path, help="folder of a maildir, with cur, new and tmp")
        where.add_argument("--imap", help="imaps://user:password@host/INBOX (default: NETWORKAPP_REPLY_MAILBOX)")
        parser.add_argument("--stay", action="store_true", help="keep running and look for replies every minute")

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
                self.stderr.write(f"{failure} Trying again in a minute.")
            stop.wait(MINUTE)

    def take_all(self, maildir: Path | None, imap: str | None) -> None:
        if not setting("REPLY_ADDRESS"):
            raise CommandError("Set NETWORKAPP_REPLY_ADDRESS. Without it, members cannot reply by e-mail.")
        if maildir:
            self.take_from_maildir(maildir)
        elif imap or setting("REPLY_MAILBOX"):
            self.take_by_imap(imap or setting("REPLY_MAILBOX"))
        else:
            raise CommandError("Name a mailbox with --maildir, --imap or the setting NETWORKAPP_REPLY_MAILBOX.")

    def take_from_maildir(self, path: Path) -> None:
        try:
            emails = mailbox.Maildir(path, create=False)
        except mailbox.NoSuchMailboxError as missing:
            raise CommandError(f"{path} is not a maildir.") from missing
        for key in list(emails.iterkeys()):
            entry = emails.get_message(key)
            if "S" in entry.get_flags():
                continue
            if self.takes(emails.get_bytes(key)):
                entry.set_subdir("cur")
                entry.add_flag("S")
                emails[key] = entry

    def take_by_imap(self, address: str) -> None:
        try:
            with open_mailbox(address) as box:
                _answer, found = box.uid("SEARCH", "UNSEEN")
                for number in (found[0] or b"").split():
                    _answer, parts = box.uid("FETCH", number.decode(), "(BODY.PEEK[])")
                    raw = next((part[1] for part in parts if isinstance(part, tuple)), None)
                    # None if somebody has removed the e-mail in the meantime.
                    if raw is not None and self.takes(raw):
                        box.uid("STORE", number.decode(), "+FLAGS.SILENT", r"(\Seen)")
        except (OSError, IMAP4.error) as failure:
            raise CommandError(f"Could not read the mailbox: {failure}") from failure

    def takes(self, raw: bytes) -> bool:
        """Return whether the e-mail was processed. If not, it stays unseen."""
        try:
            taken = process_inbound_mail(raw=raw)
        except RetryLater:
            return False
        self.stdout.write(f"{taken.message_id}: {taken.outcome} {taken.detail}".rstrip())
        return True


@contextmanager
def open_mailbox(address: str) -> Iterator[IMAP4_SSL]:
    """Open the mailbox at an address such as imaps://user:password@mail.example/INBOX."""
    parts = urlsplit(address)
    if parts.scheme != "imaps" or not parts.hostname or not parts.username:
        raise CommandError("Give the mailbox as imaps://user:password@host/INBOX. Only TLS is supported.")
    trusted = create_default_context()
    with IMAP4_SSL(parts.hostname, parts.port or 993, ssl_context=trusted, timeout=TIMEOUT_SECONDS) as box:
        box.login(unquote(parts.username), unquote(parts.password or ""))
        answer, _data = box.select(f'"{unquote(parts.path.strip("/")) or "INBOX"}"')
        if answer != "OK":
            raise CommandError(f"The mailbox has no folder {parts.path.strip('/')}.")
        yield box
