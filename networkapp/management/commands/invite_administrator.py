"""Prints a one-time link for a site administrator, such as the first one of a new site."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from networkapp.conf import setting
from networkapp.domain.administration.invitations import make_administrator_link
from networkapp.errors import Refused


class Command(BaseCommand):
    help = (
        "Prints a link that makes the holder of this address a site administrator. It works once, until it expires;"
        " earlier links for the address no longer work. No e-mail is sent."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the address of the future site administrator")
        parser.add_argument("--language", default="en", help="the language of the page, such as de")

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
