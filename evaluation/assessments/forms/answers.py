"""The form of one answer, made for its kind. It cleans what was typed; the rules are in domain."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from evaluation.assessments.answer_content import STATED_FLAGS, AnswerContent
from evaluation.assessments.forms.inputs import (
    FastCheckboxSelect,
    FastHiddenInput,
    FastRadioSelect,
    FastSelect,
    FastTextInput,
)
from evaluation.errors import AnswerConflict
from evaluation.models import Answer, Criterion
from evaluation.numbers import exact_number, number_as_typed, thousands
from evaluation.values import NUMERIC_KINDS
from evaluation.wording import FLAG_LABELS, in_reader_language, language_of
from networkapp.errors import Refused

Status, Kind = Answer.Status, Criterion.Kind
NO_REQUIREMENT_MET = "-"
ANSWERS = "answers"
"""The id of the form around all answers of a section."""
STATE_LABELS = {
    Status.VALUE: (_("Value entered"), ""),
    Status.NOT_AVAILABLE: (capfirst(_("not available")), _("Counts as missing in the score. Choose a reason below.")),
    Status.NOT_APPLICABLE: (
        capfirst(_("not applicable")),
        _("Explain why in the comment. Once confirmed, the criterion no longer counts in the score."),
    ),
    Status.CONFIDENTIAL: (capfirst(_("confidential")), _("Counts as answered; never scored, never published.")),
    Status.SUPPRESSED_SMALL: (_("Too few people to publish"), _("1 to 4 people.")),
    Status.UNDEFINED: (capfirst(_("no cases to count")), _("The denominator is 0, so there is no ratio.")),
}


class ExactNumberField(forms.CharField):
    """A number as people write it: with a decimal comma or point, with spaces between thousands."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "decimal", "autocomplete": "off"}
        super().__init__(required=False, widget=FastTextInput(attrs=attrs), **kwargs)

    def clean(self, value: Any) -> Decimal | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return exact_number(text, groups=thousands())
        except Refused as refusal:
            raise ValidationError(str(refusal.message), code=refusal.code) from refusal


class AnswerForm(forms.Form):
    """The answer to one criterion. `cleaned_data` has the arguments of `record_answer`."""

    status = forms.ChoiceField(label=_("State"), widget=FastRadioSelect)
    base_version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=FastHiddenInput)
    reason = forms.ChoiceField(label=_("Reason"), required=False, widget=FastSelect)
    comment = forms.CharField(label=_("Comment"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    since = forms.ChoiceField(label=_("Since last year"), required=False, choices=[("", ""), *Answer.Since.choices])

    def __init__(
        self,
        criterion: Criterion,
        data: Any = None,
        *,
        content: AnswerContent | None = None,
        version: int = 0,
        in_section: bool = False,
    ) -> None:
        """Create the form; with `in_section`, its fields belong to the surrounding form with the id ANSWERS."""
        self.criterion = criterion
        initial = {**_initial(criterion, content or AnswerContent()), "base_version": version}
        name = prefix_of(criterion)
        ids = {"prefix": name, "auto_id": "%s"} if in_section else {"auto_id": f"{name}-%s"}
        super().__init__(data, initial=initial, **ids)
        choices: dict[str, Any] = dict(self.fields)
        choices["status"].choices = [(state.value, STATE_LABELS[state][0]) for state in available_states(criterion)]
        choices["reason"].choices = [("", _("Choose a reason")), *Answer.Reason.choices]
        for name, field in FIELDS[Kind(criterion.kind)](criterion).items():
            self.fields[name] = field
        if criterion.kind in NUMERIC_KINDS:
            self.fields["flags"] = _choices(
                capfirst(_("notes on the number")), [(key, FLAG_LABELS[key]) for key in STATED_FLAGS]
            )
        if in_section:
            for field in self.fields.values():
                field.widget.attrs["form"] = ANSWERS

    @property
    def states(self) -> list[dict[str, Any]]:
        """Return the radio buttons of the states without a value, each with its effect on the score."""
        radios = list(self["status"])[1:]
        return [
            {"radio": radio, "words": STATE_LABELS[state][0], "effect": STATE_LABELS[state][1], "state": state.value}
            for state, radio in zip(available_states(self.criterion)[1:], radios, strict=True)
            if self._is_offered(state)
        ]

    def _is_offered(self, state: Answer.Status) -> bool:
        """Return whether the state is offered: "too few people" only where people are counted, or as saved."""
        is_chosen = bool(self["status"].value() == state)
        return state != Status.SUPPRESSED_SMALL or self.criterion.counts_persons or is_chosen

    @property
    def value_radio(self) -> Any:
        return next(iter(self["status"]))

    @property
    def levels(self) -> list[dict[str, Any]]:
        """Return the levels from 0 to 4 with the check boxes of their requirements; level 0 has texts instead."""
        by_key = {str(option.data["value"]): option for option in self["ticks"]}
        return [
            {
                "level": Criterion.Level(level),
                "ticks": [by_key[item["key"]] for item in attributes] if level else [],
                "texts": [] if level else [in_reader_language(item) for item in attributes],
                "language": next((language_of(item) for item in attributes), ""),
            }
            for level, attributes in enumerate(self.criterion.levels)
        ]

    @property
    def nothing(self) -> Any:
        """Return the box that states that no requirement is met."""
        return next(option for option in self["ticks"] if str(option.data["value"]) == NO_REQUIREMENT_MET)

    def resent(self, base_version: int) -> list[tuple[str, str]]:
        """Return the submitted values as hidden fields of a form that saves them over `base_version`."""
        typed_in: Any = self.data
        typed_pairs = [
            (name, value) for name in self.fields if name != "base_version" for value in typed_in.getlist(name) if value
        ]
        return [*typed_pairs, ("base_version", str(base_version))]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not cleaned.get("since"):
            # Only one of its three buttons says something of it.
            cleaned.pop("since", None)
        if "ticks" in self.fields and cleaned.get("status") == Status.VALUE:
            if not cleaned.get("ticks"):
                cleaned["status"] = Status.UNANSWERED
            cleaned["ticks"] = [key for key in cleaned.get("ticks", []) if key != NO_REQUIREMENT_MET]
        return cleaned


def prefix_of(criterion: Criterion) -> str:
    """Return with what the names of its fields begin in the form of a section, and their ids everywhere."""
    return f"q{criterion.series_id.replace('.', '-')}"


def posted_form(criterion: Criterion, data: QueryDict) -> AnswerForm | None:
    """Return the form of one answer of a posted section; None if it is not among them, or theirs was chosen.

    After a conflict, the button "over" names the version over which the user saves theirs.
    """
    prefix = prefix_of(criterion)
    if f"{prefix}-base_version" not in data or f"{prefix}-theirs" in data:
        return None
    if over := data.get(f"{prefix}-over"):
        data = data.copy()
        data[f"{prefix}-base_version"] = over
    return AnswerForm(criterion, data, in_section=True)


def available_states(criterion: Criterion) -> list[Answer.Status]:
    """Return the states that an answer to `criterion` can have, a value first.

    "Too few people" is a state of numbers only, and offered only where people are counted.
    """
    states = [Status.VALUE, Status.NOT_AVAILABLE, Status.NOT_APPLICABLE, Status.CONFIDENTIAL]
    if criterion.kind in NUMERIC_KINDS:
        states.append(Status.SUPPRESSED_SMALL)
    if criterion.kind == Kind.RATIO:
        states.append(Status.UNDEFINED)
    return states


def _initial(criterion: Criterion, content: AnswerContent) -> dict[str, Any]:
    status = Status.VALUE.value if content.status == Status.UNANSWERED else content.status
    # An earlier form let users tick the text of level 0: they meant that no requirement is met.
    level_0 = {item["key"] for item in criterion.levels[0]} if criterion.levels else set()
    is_nothing = content.status == Status.VALUE and level_0.issuperset(content.ticks)
    return {
        "status": status,
        "reason": content.reason,
        "comment": content.comment,
        "number": number_as_typed(content.number),
        "numerator": number_as_typed(content.numerator),
        "denominator": None if content.status == Status.UNDEFINED else number_as_typed(content.denominator),
        "choice": {True: "yes", False: "no", None: ""}[content.choice],
        "ticks": [NO_REQUIREMENT_MET] if is_nothing else list(content.ticks),
        "date": content.date,
        "text": content.text,
        "flags": list(content.flags),
    }


def _choices(label: Any, choices: list[tuple[str, Any]]) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(label=label, choices=choices, required=False, widget=FastCheckboxSelect)


def _ratio(criterion: Criterion) -> dict[str, forms.Field]:
    return {
        "numerator": ExactNumberField(label=criterion.local["numerator_text"]),
        "denominator": ExactNumberField(label=criterion.local["denominator_text"]),
    }


def _number(criterion: Criterion) -> dict[str, forms.Field]:
    return {"number": ExactNumberField(label=criterion.local["unit"] or _("Number"))}


def _yes_no(criterion: Criterion) -> dict[str, forms.Field]:
    choices = [("yes", _("Yes")), ("no", _("No"))]
    return {
        "choice": forms.TypedChoiceField(
            label=capfirst(_("yes or no")),
            choices=choices,
            required=False,
            widget=FastRadioSelect,
            coerce=lambda word: word == "yes",
            empty_value=None,
        )
    }


def _level(criterion: Criterion) -> dict[str, forms.Field]:
    choices = [(item["key"], in_reader_language(item)) for attributes in criterion.levels for item in attributes]
    choices.insert(0, (NO_REQUIREMENT_MET, str(_("No requirement is met: level 0"))))
    return {"ticks": _choices(_("Requirements met"), choices)}


def _options(criterion: Criterion) -> dict[str, forms.Field]:
    choices = [(option["key"], in_reader_language(option)) for option in criterion.options]
    return {"ticks": _choices(_("What applies"), [*choices, (NO_REQUIREMENT_MET, _("None of these"))])}


def _date(criterion: Criterion) -> dict[str, forms.Field]:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return {"date": forms.DateField(label=_("Date"), required=False, widget=widget)}


def _narrative(criterion: Criterion) -> dict[str, forms.Field]:
    attrs = {"rows": 6, "data-words": criterion.word_limit or ""}
    return {"text": forms.CharField(label=_("Text"), required=False, widget=forms.Textarea(attrs=attrs))}


FIELDS: dict[str, Callable[[Criterion], dict[str, forms.Field]]] = {
    Kind.LEVEL: _level,
    Kind.RATIO: _ratio,
    Kind.NUMBER: _number,
    Kind.MONEY: _number,
    Kind.YES_NO: _yes_no,
    Kind.MULTI_CHOICE: _options,
    Kind.DATE: _date,
    Kind.NARRATIVE: _narrative,
    Kind.TREATY: lambda criterion: {},
}


class OfferForm(forms.Form):
    """The prefill offer to use as the answer, and the version of the answer that the user saw."""

    offer = forms.CharField(max_length=60)
    base_version = forms.IntegerField(min_value=0, max_value=2**31 - 1)


def save_form(form: AnswerForm, act: Callable[..., Answer], **kwargs: Any) -> Answer | None:
    """Return the recorded answer, or None with the reason on the form. Passes on AnswerConflict: it needs a page."""
    if not form.is_valid():
        return None
    try:
        return act(**kwargs, **form.cleaned_data)
    except AnswerConflict:
        raise
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.message))
        return None
