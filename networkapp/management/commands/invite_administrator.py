"""`manage.py invite_administrator`: print a one-time link for a site administrator, usually the first one."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from networkapp.administration.invitations import make_administrator_link
from networkapp.conf import setting
from networkapp.errors import Refused


class Command(BaseCommand):
    help = (
        "Print a link that makes the owner of an e-mail address a site administrator. The link works once and expires."
        " Earlier links for the address stop working. No e-mail is sent."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="e-mail address of the future site administrator")
        parser.add_argument("--language", default="en", help="language of the linked page, such as de (default: en)")

    def handle(self, *args: Any, email: str, language: str, **options: Any) -> None:
        try:
            validate_email(email)
            base_url = setting("BASE_URL") or settings.WAGTAILADMIN_BASE_URL
            link = make_administrator_link(email=email, language=language, base_url=base_url)
        except ValidationError as wrong:
            raise CommandError(f"“{email}” is not an e-mail address.") from wrong
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(link)
