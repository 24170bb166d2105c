"""Confirmation of translations by native speakers, which ends when the original or the translation changes."""

from datetime import date
from pathlib import Path

import pytest

from home.domain.confirmed_texts import confirm, confirmed, languages, translation_progress
from networkapp.errors import Refused

HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
ONE = 'msgid "Save"\nmsgstr "Tallenna"\n\n'
TWO = 'msgid "%(n)s vote"\nmsgid_plural "%(n)s votes"\nmsgstr[0] "%(n)s ääni"\nmsgstr[1] "%(n)s ääntä"\n\n'
DAY = date(2026, 11, 27)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for catalogue in ("networkapp", "evaluation", "."):
        for language in languages():
            write(tmp_path / catalogue / "locale" / language / "LC_MESSAGES" / "django.po", "")
    write(tmp_path / "networkapp/locale/fi/LC_MESSAGES/django.po", ONE + TWO)
    return tmp_path


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEAD + text, encoding="utf-8")
    return path


def finnish(root: Path) -> tuple[int, int]:
    return next((row.texts, row.confirmed) for row in translation_progress(root=root) if row.language == "fi")


def test_texts_are_not_confirmed_at_first(root: Path) -> None:
    assert finnish(root) == (2, 0)


def test_texts_in_a_reviewed_file_are_confirmed_in_the_name_of_the_reviewer(root: Path, tmp_path: Path) -> None:
    read = write(tmp_path / "read.po", ONE + TWO)
    assert confirm(root=root, language="fi", path=read, by="Translation office", on=DAY) == (2, [])
    assert finnish(root) == (2, 2)
    assert set(confirmed(root=root, language="fi").values()) == {("Translation office", "2026-11-27")}


def test_text_that_differs_from_the_reviewed_file_is_listed_and_not_confirmed(root: Path, tmp_path: Path) -> None:
    read = write(tmp_path / "read.po", ONE.replace("Tallenna", "Talleta") + TWO)
    assert confirm(root=root, language="fi", path=read, by="Translation office", on=DAY) == (1, ["Save"])
    assert finnish(root) == (2, 1)


def test_changed_translation_is_no_longer_confirmed_and_its_row_removed_at_the_next_review(
    root: Path, tmp_path: Path
) -> None:
    confirm(root=root, language="fi", path=write(tmp_path / "read.po", ONE), by="Translation office", on=DAY)
    changed = ONE.replace("Tallenna", "Talleta")
    write(root / "networkapp/locale/fi/LC_MESSAGES/django.po", changed + TWO)
    assert finnish(root) == (2, 0)
    confirm(root=root, language="fi", path=write(tmp_path / "read.po", TWO), by="Translation office", on=DAY)
    assert [wording.text for wording in confirmed(root=root, language="fi")] == ["%(n)s vote"]


@pytest.mark.parametrize(("language", "by"), [("tlh", "Translation office"), ("en", "Translation office"), ("fi", " ")])
def test_confirmation_in_an_unknown_language_or_without_a_name_is_refused(
    root: Path, tmp_path: Path, language: str, by: str
) -> None:
    with pytest.raises(Refused):
        confirm(root=root, language=language, path=write(tmp_path / "read.po", ONE), by=by, on=DAY)
