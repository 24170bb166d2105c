"""Read the cells of one answer exactly, or refuse them by name."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from evaluation.assessments.answer_content import STATED_FLAGS
from evaluation.assessments.formats.workbook_files import WorkbookCell
from evaluation.assessments.formats.workbook_writing import CellInput
from evaluation.assessments.forms.answers import NO_REQUIREMENT_MET
from evaluation.assessments.forms.workbook_parts import AnswerCell, choice_lists
from evaluation.models import Answer, Criterion
from evaluation.numbers import exact_number, storable_number, thousands
from networkapp.errors import Refused

Status = Answer.Status
FORMER_WORDS = Path(__file__).with_name("former_words.json")
TRUE_TEXTS = frozenset({"x", "✓", "✔", "☒", "☑", "v", "1", "true"})
FALSE_TEXTS = frozenset({"-", "–", "0", "☐", "false"})
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_DOTTED = re.compile(r"([0-9]{1,2})\.\s?([0-9]{1,2})\.\s?([0-9]{4})")
Vocabulary = Mapping[str, Mapping[str, str]]


class InvalidCell(Exception):
    """Raised for a cell that cannot be imported; the message says why and what to do."""


@dataclass
class ParsedAnswer:
    """The content of an answer's cells, by field as `content_for` takes it; `problems` by name of a part."""

    fields: dict[str, Any] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)


def codes_by_word(languages: Iterable[str]) -> Vocabulary:
    """Return by list the code that each word means in any of these languages; a code also means itself."""
    words: dict[str, dict[str, str]] = {}
    languages = tuple(dict.fromkeys(languages))
    for language in languages:
        with translation.override(language):
            for name, rows in choice_lists().items():
                known = words.setdefault(name, {})
                known.update({plain.casefold(): code for word, code, _means in rows for plain in (word, code)})
    for language in languages:
        for name, former in former_words().get(language, {}).items():
            for known in (known for list_name, known in words.items() if list_name.partition("_")[0] == name):
                for word, code in former.items():
                    if code in known.values():
                        known.setdefault(word.casefold(), code)
    return words


@cache
def former_words() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """Return what choices were called in workbooks downloaded before December 2026, by language and list.

    They are accepted on upload as long as cycles that began before are open.
    """
    found: Mapping[str, Mapping[str, Mapping[str, str]]] = json.loads(FORMER_WORDS.read_text(encoding="utf-8"))
    return found


def parse_answer(
    criterion: Criterion, parts: Iterable[AnswerCell], cells: Mapping[str, WorkbookCell], words: Vocabulary
) -> ParsedAnswer:
    """Return what the cells mean together: a state that is left empty follows from the other cells."""
    typed = ParsedAnswer()
    values: dict[str, Any] = {}
    for part in parts:
        try:
            values[part.name] = _parse_cell(part, cells.get(part.name, WorkbookCell()), words)
        except InvalidCell as bad:
            typed.problems[part.name] = str(bad)
    if not typed.problems:
        typed.problems = _contradictions(values)
        typed.fields = _fields(values)
    return typed


def _fields(values: Mapping[str, Any]) -> dict[str, Any]:
    ticks = [name.partition(":")[2] for name, value in values.items() if name.startswith("ticks:") and value]
    plain = {name: value for name, value in values.items() if not name.startswith("ticks:")}
    if any(name.startswith("ticks:") for name in values):
        plain["ticks"] = tuple(key for key in ticks if key != NO_REQUIREMENT_MET)
    status = values["status"]
    if not status:
        status = Status.VALUE if _holds_value(values) else Status.NOT_AVAILABLE if values["reason"] else ""
    if status == Status.VALUE and not _holds_value(values):
        status = ""
    return {**plain, "status": str(status or Status.UNANSWERED)}


def _contradictions(values: Mapping[str, Any]) -> dict[str, str]:
    """Return contradictions between cells, each at the cell where it can be corrected."""
    problems = {}
    if values["status"] not in ("", Status.VALUE) and _holds_value(values):
        problems["status"] = _("There is both a reason and a value. Empty one of the cells.")
    if values["reason"] and (values["status"] or Status.NOT_AVAILABLE) != Status.NOT_AVAILABLE:
        problems["reason"] = _("A reason can be given only with “Not available”. Empty one of the cells.")
    elif values["reason"] and not values["status"] and _holds_value(values):
        problems["reason"] = _("There is both a reason and a value. Empty one of the cells.")
    if (
        values.get(f"ticks:{NO_REQUIREMENT_MET}")
        and sum(bool(values[name]) for name in values if name.startswith("ticks:")) > 1
    ):
        problems[f"ticks:{NO_REQUIREMENT_MET}"] = _(
            "“None of these” and other boxes are ticked. Empty one of the cells."
        )
    return problems


def _holds_value(values: Mapping[str, Any]) -> bool:
    """Return whether there is anything in the cell of a value; False (no) and 0 are values, an empty tick is not."""
    for name, value in values.items():
        if name.startswith("ticks:") and value:
            return True
        if name in ("number", "numerator", "denominator", "choice", "date") and value is not None:
            return True
        if name == "text" and value:
            return True
    return False


def _parse_cell(part: AnswerCell, cell: WorkbookCell, words: Vocabulary) -> Any:
    if cell.merged:
        at = {"cells": cell.merged}
        raise InvalidCell(_("%(cells)s are merged, so all but the first cell lost their content. Unmerge them.") % at)
    if cell.kind == "formula":
        raise InvalidCell(_("The cell contains a formula. Replace it with its result: copy, then paste as values."))
    if cell.kind == "error":
        raise InvalidCell(_("The cell shows an error (%(error)s). Enter the answer.") % {"error": cell.value})
    if cell.kind == "other":
        raise InvalidCell(_("The cell contains a time (%(time)s). Remove the time.") % {"time": cell.value})
    if part.fill is CellInput.NUMBER:
        return _number(cell)
    if part.fill is CellInput.DATE:
        return _day(cell)
    return _BY_FIELD.get(part.field, _text)(part, cell, words)


def _number(cell: WorkbookCell) -> Decimal | None:
    if cell.kind == "empty":
        return None
    if cell.kind == "date":
        raise InvalidCell(
            _("The spreadsheet changed a number to a date (%(day)s). Format the cell as a number and enter it again.")
            % {"day": _day_text(cell.value)}
        )
    if cell.kind == "bool":
        raise InvalidCell(_("The cell contains TRUE or FALSE. Enter a number."))
    if cell.is_percent:
        raise InvalidCell(_("The cell is formatted as a percentage. Format it as a number and enter the count."))
    try:
        return (
            storable_number(cell.value)
            if isinstance(cell.value, Decimal)
            else exact_number(str(cell.value), groups=thousands())
        )
    except Refused as refused:
        raise InvalidCell(f"“{cell.value}”: {refused.message}") from refused


def _day(cell: WorkbookCell) -> date | None:
    if cell.kind == "empty":
        return None
    if isinstance(cell.value, datetime):
        if cell.value.time() != datetime.min.time():
            raise InvalidCell(_("The cell also contains a time. Enter only the date, such as 2026-03-31."))
        return cell.value.date()
    if isinstance(cell.value, date):
        return cell.value
    if isinstance(cell.value, Decimal):
        raise InvalidCell(_("The cell contains a number (%(number)s). Enter a date, such as 2026-03-31.")
                      % {"number": format(cell.value, "f")})  # fmt: skip
    text = str(cell.value).strip()
    found = _ISO.fullmatch(text) or _DOTTED.fullmatch(text)
    if found:
        with suppress(ValueError):
            year, month, day = map(int, found.groups() if "-" in text else reversed(found.groups()))
            return date(year, month, day)
    raise InvalidCell(_("“%(text)s” is not a clear date. Enter it as 2026-03-31.") % {"text": text})


def _tick(part: AnswerCell, cell: WorkbookCell, words: Vocabulary) -> bool:
    sign = format(cell.value, "f") if isinstance(cell.value, Decimal) else str(cell.value or "").strip().casefold()
    if cell.kind == "bool":
        return bool(cell.value)
    yes_no = words["yes_no"].get(sign)
    if sign in TRUE_TEXTS or yes_no == "yes":
        return True
    if not sign or sign in FALSE_TEXTS or yes_no == "no":
        return False
    raise InvalidCell(_("“%(text)s” is not a tick. Enter x if true, or leave the cell empty.") % {"text": cell.value})


def _choice(part: AnswerCell, cell: WorkbookCell, words: Vocabulary) -> bool | None:
    if cell.kind == "bool":
        return bool(cell.value)
    return {"yes": True, "no": False, "": None}[_word(part, cell, words)]


def _word(part: AnswerCell, cell: WorkbookCell, words: Vocabulary) -> str:
    """Return the code of a word of the list of this cell."""
    text = "" if cell.kind == "empty" else " ".join(str(cell.value).split())
    if not text:
        return ""
    code = words[part.choices].get(text.casefold())
    if code is None:
        choices = "; ".join(word for word, _code, _means in choice_lists()[part.choices])
        raise InvalidCell(_("“%(text)s” is not in the list: %(choices)s.") % {"text": text, "choices": choices})
    return code


def _flags(part: AnswerCell, cell: WorkbookCell, words: Vocabulary) -> tuple[str, ...]:
    """Return the flags in a cell, with or without anything between them."""
    letters = re.sub(r"[\s,;/+.]", "", "" if cell.kind == "empty" else str(cell.value)).upper()
    if not set(letters) <= set(STATED_FLAGS):
        raise InvalidCell(_("“%(text)s” is not valid. Use the letters E, P, B and D.") % {"text": cell.value})
    return tuple(key for key in STATED_FLAGS if key in letters)


def _text(part: AnswerCell, cell: WorkbookCell, words: Vocabulary) -> str:
    match cell.value:
        case None:
            return ""
        case Decimal():
            return format(cell.value, "f")
        case date():
            return cell.value.isoformat()[:10]
        case bool():
            return "TRUE" if cell.value else "FALSE"
        case _:
            return str(cell.value).strip()


def _day_text(day: Any) -> str:
    return date_format(day, "DATE_FORMAT")


_BY_FIELD: Mapping[str, Callable[[AnswerCell, WorkbookCell, Vocabulary], Any]] = {
    "status": _word,
    "reason": _word,
    "since": _word,
    "choice": _choice,
    "ticks": _tick,
    "flags": _flags,
}
