"""bin/share-texts: a text in two catalogues is translated only in the lower one."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HEADER = 'msgid ""\nmsgstr ""\n"Language: de\\n"\n'


def catalogue(folder: Path, *texts: str) -> Path:
    path = folder / "locale/de/LC_MESSAGES/django.po"
    path.parent.mkdir(parents=True)
    path.write_text("\n".join([HEADER, *texts]))
    return path


def shared(tmp_path: Path, upper: tuple[str, ...], lower: tuple[str, ...]) -> tuple[str, str]:
    """Return the texts that stay in the upper catalogue, and what the command prints."""
    path = catalogue(tmp_path / "upper", *upper)
    catalogue(tmp_path / "lower", *lower)
    command = [sys.executable, ROOT / "bin/share-texts", tmp_path / "upper", tmp_path / "lower"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return path.read_text().removeprefix(HEADER).strip("\n"), done.stdout


YEAR = 'msgid "Year"\nmsgstr "Jahr"\n'
ONLY_HERE = 'msgid "Score"\nmsgstr "Punkte"\n'


def test_text_with_one_translation_is_removed_from_the_upper_catalogue(tmp_path: Path) -> None:
    assert shared(tmp_path, (YEAR, ONLY_HERE), (YEAR,)) == (ONLY_HERE.strip("\n"), "")


def test_untranslated_text_is_removed_from_the_upper_catalogue(tmp_path: Path) -> None:
    new, guessed = 'msgid "Year"\nmsgstr ""\n', '#, fuzzy\nmsgid "Kind"\nmsgstr "Kinder"\n'
    assert shared(tmp_path, (new, guessed), (YEAR, 'msgid "Kind"\nmsgstr "Art"\n')) == ("", "")


def test_text_that_the_lower_catalogue_does_not_translate_stays_in_the_upper(tmp_path: Path) -> None:
    lower = ('msgid "Year"\nmsgstr ""\n', '#, fuzzy\nmsgid "Score"\nmsgstr "Note"\n')
    assert shared(tmp_path, (YEAR, ONLY_HERE), lower)[0] == f"{YEAR}\n{ONLY_HERE}".strip("\n")


def test_text_with_a_different_translation_stays_and_is_reported(tmp_path: Path) -> None:
    article = 'msgid "Article"\nmsgstr "Artikel eines Vertrags"\n'
    kept, result = shared(tmp_path, (article,), ('msgid "Article"\nmsgstr "Artikel"\n',))
    assert (kept, result.partition(": ")[2]) == (
        article.strip("\n"),
        f"another translation than in {tmp_path / 'lower'}: Article\n",
    )


def test_text_with_a_context_is_a_different_text(tmp_path: Path) -> None:
    treaty = 'msgctxt "treaty"\nmsgid "Article"\nmsgstr "Artikel eines Vertrags"\n'
    assert shared(tmp_path, (treaty,), ('msgid "Article"\nmsgstr "Artikel"\n',)) == (treaty.strip("\n"), "")
