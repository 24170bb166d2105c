"""Which texts of the interface a native speaker has read and confirmed; a file per language, in locale/confirmed/.

A row says: this text, in this translation, was confirmed by somebody on a day. If either is changed later, the row
confirms nothing any longer and is dropped at the next reading.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from babel.messages.pofile import read_po
from django.conf import settings
from django.utils.translation import gettext as _

from networkapp.errors import Refused

CATALOGUES = ("networkapp", "evaluation", ".")
COLUMNS = ("catalogue", "context", "text", "translation", "by", "on")


@dataclass(frozen=True, kw_only=True, order=True)
class Wording:
    """A text of a catalogue and its translation in a language; plural forms are one below the other."""

    catalogue: str
    context: str
    text: str
    translation: str

    @property
    def words(self) -> tuple[str, str, str]:
        """The text with its context and translation, whichever catalogue it is in."""
        return self.context, self.text, self.translation


@dataclass(frozen=True, kw_only=True)
class TranslationProgress:
    """How many texts a language has, and how many of them a native speaker has confirmed unchanged."""

    language: str
    texts: int
    confirmed: int


def translation_progress(*, root: Path) -> list[TranslationProgress]:
    """The progress of each translated language of the interface, by code."""
    found = []
    for language in languages():
        known = set(wordings(root=root, language=language))
        sure = known & confirmed(root=root, language=language).keys()
        found.append(TranslationProgress(language=language, texts=len(known), confirmed=len(sure)))
    return found


def languages() -> list[str]:
    """All languages of the interface but the one it is written in."""
    return sorted(code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE)


def wordings(*, root: Path, language: str) -> Iterator[Wording]:
    """Every text of the interface as it reads in `language` today."""
    for catalogue in CATALOGUES:
        yield from read(root / catalogue / "locale" / language / "LC_MESSAGES" / "django.po", catalogue)


def read(path: Path, catalogue: str) -> Iterator[Wording]:
    """The translated texts of one .po file, without those that are marked as unsure."""
    with path.open("rb") as source:
        for message in read_po(source):
            translation = "\n".join(message.string) if isinstance(message.string, (list, tuple)) else message.string
            if message.id and translation and not message.fuzzy:
                text = message.id[0] if isinstance(message.id, (list, tuple)) else message.id
                context = message.context or ""
                yield Wording(catalogue=catalogue, context=context, text=text, translation=str(translation))


def confirmed(*, root: Path, language: str) -> dict[Wording, tuple[str, str]]:
    """What was confirmed: by whom and on which day."""
    path = _file(root, language)
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as source:
        return {
            Wording(**{name: row[name] for name in COLUMNS[:4]}): (row["by"], row["on"])
            for row in csv.DictReader(source, dialect=csv.excel_tab)
        }


def confirm(*, root: Path, language: str, path: Path, by: str, on: date) -> tuple[int, list[str]]:
    """Record every translation of the .po file at `path` that the site has like that as confirmed by `by` on `on`.

    Return their number, and the texts that differ here, of which nothing is confirmed: change the catalogue first. Rows
    that confirm nothing any longer are dropped. Refuses a language that the interface does not have, and an empty name.
    """
    if language not in languages():
        raise Refused("no_such_language", _("Choose a language."), field="language")
    if not by.strip():
        raise Refused("no_name", _("Enter who has reviewed the translations."), field="by")
    known = set(wordings(root=root, language=language))
    hers = {wording.words: wording for wording in read(path, "")}
    found = [wording for wording in known if wording.words in hers]
    rows = {wording: row for wording, row in confirmed(root=root, language=language).items() if wording in known}
    _write(_file(root, language), rows | dict.fromkeys(found, (by.strip(), on.isoformat())))
    here = {wording.words for wording in found}
    return len(found), [wording.text for words, wording in hers.items() if words not in here]


def _write(path: Path, rows: dict[Wording, tuple[str, str]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as target:
        table = csv.writer(target, dialect=csv.excel_tab, lineterminator="\n")
        table.writerow(COLUMNS)
        for one, row in sorted(rows.items()):
            table.writerow((one.catalogue, one.context, one.text, one.translation, *row))


def _file(root: Path, language: str) -> Path:
    return root / "locale" / "confirmed" / f"{language}.tsv"
