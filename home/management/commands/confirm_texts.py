"""`manage.py confirm_texts`: record which translations of the interface native speakers have confirmed."""

from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from home.domain.confirmed_texts import confirm, translation_progress
from networkapp.errors import Refused


class Command(BaseCommand):
    help = (
        "Without arguments, print the number of texts in each language that native speakers have confirmed. With a "
        "language and a .po file that a native speaker has read, record its texts as confirmed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("language", nargs="?", default="", help="Language code, such as fi.")
        parser.add_argument("file", nargs="?", default="", help="A .po file: a catalogue or part of one.")
        parser.add_argument("--by", default="", help="Person or office that has read the file.")

    def handle(self, *args: Any, language: str, file: str, by: str, **options: Any) -> None:
        if language:
            self._confirm(language, Path(file), by)
        for row in translation_progress(root=settings.ROOT):
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
            self.stdout.write(f"Not confirmed, because the catalogue has another translation: {text}")
