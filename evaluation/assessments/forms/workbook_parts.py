"""A question as the cells of a workbook: which there are for its kind, and their content."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, assert_never

from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from evaluation.assessments.answer_content import STATED_FLAGS, AnswerContent
from evaluation.assessments.formats.workbook_writing import CellInput, CellValue
from evaluation.assessments.forms.answers import (
    NO_REQUIREMENT_MET,
    STATE_LABELS,
    available_states,
)
from evaluation.models import Answer, Criterion
from evaluation.numbers import shortest
from evaluation.values import NUMERIC_KINDS
from evaluation.wording import FLAG_LABELS, in_reader_language

Status, Kind = Answer.Status, Criterion.Kind
TICK = "x"
STATE_LISTS = {Kind.RATIO: "states_ratio", Kind.NUMBER: "states_number", Kind.MONEY: "states_number"}


@dataclass(frozen=True, kw_only=True)
class AnswerCell:
    """One cell of an answer. `name` is the field of the answer, and for ticks "ticks:" with the key of what is true."""

    name: str
    label: str
    how: str = ""
    fill: CellInput = CellInput.TEXT
    choices: str = ""

    @property
    def field(self) -> str:
        return self.name.partition(":")[0]

    @property
    def tick(self) -> str:
        return self.name.partition(":")[2]


def answer_cells(criterion: Criterion, *, with_last_year: bool = True) -> list[AnswerCell]:
    """Return the cells of an answer to `criterion`, in their order."""
    how = _("Leave empty if not answered. Otherwise choose “Value entered” or why there is no value.")
    states = STATE_LISTS.get(Kind(criterion.kind), "states")
    found = [*_value_parts(criterion), AnswerCell(name="status", label=_("State"), how=how, choices=states)]
    if criterion.kind in NUMERIC_KINDS:
        letters = "; ".join(f"{key}: {FLAG_LABELS[key]}" for key in STATED_FLAGS)
        found.append(AnswerCell(name="flags", label=capfirst(_("notes on the number")), how=letters))
    how = _("Only if not available.")
    found.append(AnswerCell(name="reason", label=_("Reason"), how=how, choices="reasons"))
    if with_last_year:
        how = _("What has happened since last year’s answer.")
        found.append(AnswerCell(name="since", label=_("Since last year"), how=how, choices="since"))
    return [*found, AnswerCell(name="comment", label=_("Comment"))]


def cell_value(part: AnswerCell, content: AnswerContent) -> CellValue:
    """Return the content of this cell for `content`, in the reader's language."""
    match part.field:
        case "status":
            return None if content.status == Status.UNANSWERED else str(STATE_LABELS[Status(content.status)][0])
        case "ticks" if part.tick == NO_REQUIREMENT_MET:
            return TICK if content.status == Status.VALUE and not content.ticks else None
        case "ticks":
            return TICK if part.tick in content.ticks else None
        case "choice":
            return {True: _("Yes"), False: _("No"), None: None}[content.choice]
        case "denominator" if content.status == Status.UNDEFINED:
            return None
        case "reason":
            return str(Answer.Reason(content.reason).label) if content.reason else None
        case "since":
            return str(Answer.Since(content.since).label) if content.since else None
        case "flags":
            return ", ".join(content.flags)
        case name:
            value: CellValue = getattr(content, name)
            return value


def cell_text(part: AnswerCell, content: AnswerContent) -> str:
    """Return the content in words for a page; "–" for nothing."""
    value = cell_value(part, content)
    if isinstance(value, Decimal):
        value = shortest(value)
        places = max(-int(value.as_tuple().exponent), 0)
        return number_format(value, decimal_pos=places, use_l10n=True, force_grouping=True)
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    return "✓" if value == TICK and part.tick else value or "–"


def choice_lists() -> dict[str, tuple[tuple[str, str, str], ...]]:
    """Return every list of choices for cells: text, code and meaning of each choice."""
    lists: dict[str, Any] = {"tick": [(TICK, TICK, _("True. Leave the cell empty if not true."))]}
    lists["yes_no"] = [(_("Yes"), "yes", ""), (_("No"), "no", "")]
    for kind, name in ((Kind.RATIO, "states_ratio"), (Kind.NUMBER, "states_number"), (Kind.DATE, "states")):
        lists[name] = [
            (STATE_LABELS[state][0], state.value, STATE_LABELS[state][1])
            for state in available_states(Criterion(kind=kind))
        ]
    lists["reasons"] = [(reason.label, reason.value, "") for reason in Answer.Reason]
    lists["since"] = [(since.label, since.value, "") for since in Answer.Since]
    return {name: tuple((str(word), code, str(means)) for word, code, means in rows) for name, rows in lists.items()}


def _value_parts(criterion: Criterion) -> Iterator[AnswerCell]:
    number: dict[str, Any] = {
        "fill": CellInput.NUMBER,
        "how": _("A number, such as 12, 12 000 or 12.5. Zero is an answer."),
    }
    match criterion.kind:
        case Kind.LEVEL:
            yield from _level_parts(criterion)
        case Kind.MULTI_CHOICE:
            for option in criterion.options:
                yield _tick(option["key"], in_reader_language(option), _("Tick all that apply"))
            yield _tick(NO_REQUIREMENT_MET, _("None of these"))
        case Kind.RATIO:
            yield AnswerCell(
                name="numerator", label=f"{criterion.local['numerator_text']} {_('(numerator)')}", **number
            )
            yield AnswerCell(
                name="denominator", label=f"{criterion.local['denominator_text']} {_('(denominator)')}", **number
            )
        case Kind.NUMBER | Kind.MONEY:
            yield AnswerCell(name="number", label=criterion.local["unit"] or _("Number"), **number)
        case Kind.YES_NO:
            yield AnswerCell(name="choice", label=capfirst(_("yes or no")), choices="yes_no")
        case Kind.DATE:
            how = _("A date, such as 2026-03-31.")
            yield AnswerCell(name="date", label=_("Date (year-month-day)"), fill=CellInput.DATE, how=how)
        case Kind.NARRATIVE:
            limit = _("(up to {n} words; longer text is not cut)").format(n=criterion.word_limit)
            yield AnswerCell(name="text", label=_("Text"), how=limit if criterion.word_limit else "")
        case Kind.TREATY:
            # Filled in from the register of treaties.
            return
        case _:
            assert_never(criterion.kind)


def _level_parts(criterion: Criterion) -> Iterator[AnswerCell]:
    how = _("Enter x if true. A level counts only if all levels below it are complete.")
    if not criterion.levels[0]:
        yield _tick(NO_REQUIREMENT_MET, f"{_level_words(0)}: {_('None of these is in place')}", how)
    for level, attributes in enumerate(criterion.levels):
        for item in attributes:
            yield _tick(item["key"], f"{_level_words(level)}: {in_reader_language(item)}", how)
            how = ""


def _level_words(level: int) -> str:
    return _("Level %(level)s, %(words)s") % {"level": level, "words": Criterion.Level(level).label}


def _tick(key: str, label: str | Promise, how: str = "") -> AnswerCell:
    return AnswerCell(name=f"ticks:{key}", label=str(label), how=how, choices="tick")
