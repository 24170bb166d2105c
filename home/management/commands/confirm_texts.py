"""`manage.py confirm_texts`: what native speakers have found right in the languages of the interface."""

from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from home.domain.confirmed_texts import confirm, standing
from networkapp.errors import Refused


class Command(BaseCommand):
    help = (
        "Without arguments: show how many texts a native speaker has confirmed in each language. "
        "With a language, a .po file that a native speaker has read, and their name or office: confirm its texts."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("language", nargs="?", default="")
        parser.add_argument("file", nargs="?", default="", help="All of a catalogue, or a part of it.")
        parser.add_argument("--by", default="", help="The reader: a name or an office.")

    def handle(self, *args: Any, language: str, file: str, by: str, **options: Any) -> None:
        if language:
            self._confirm(language, Path(file), by)
        for row in standing(root=settings.ROOT):
            self.stdout.write(f"{row.language}: {row.confirmed} of {row.texts} texts confirmed by a native speaker")

    def _confirm(self, language: str, path: Path, by: str) -> None:
        if not path.is_file():
            raise CommandError(f"There is no file {path}.")
        try:
            count, others = confirm(root=settings.ROOT, language=language, path=path, by=by, on=date.today())
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{count} texts confirmed.")
        for text in others:
            self.stdout.write(f"Differs from the catalogue, not confirmed: {text}")
