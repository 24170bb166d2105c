"""The form of the text of a criterion: only what belongs to the kind of answer that was chosen."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evaluation.frameworks.agreement_texts import LABELS, NEEDED, Fields, clean_fields, problems
from evaluation.models import Criterion, Instrument

Kind = Criterion.Kind
LEVELS = tuple(f"level_{level}" for level in Criterion.Level.values)
DECIDED = (("", _("not decided")), ("yes", _("yes, comparable")), ("no", _("no, a break in the series")))
SCORING = ("scored", "weight", "essential", "scored_from")
GOALPOSTS = (*SCORING, "floor", "target")
FIELDS_OF: Mapping[str, tuple[str, ...]] = {
    Kind.LEVEL: (*LEVELS, *SCORING),
    Kind.RATIO: (
        *("unit", "numerator_text", "denominator_text", "per", "is_share", "about_persons", "reference_period"),
        *GOALPOSTS,
    ),
    Kind.NUMBER: ("unit", "about_persons", "reference_period", *GOALPOSTS),
    Kind.YES_NO: SCORING,
    Kind.MULTI_CHOICE: ("options", *SCORING),
    Kind.TREATY: ("instruments", *SCORING),
    Kind.MONEY: ("unit", "reference_period"),
    Kind.DATE: (),
    Kind.NARRATIVE: ("word_limit",),
}
NEEDED_BY: Mapping[str, tuple[str, ...]] = {
    **NEEDED,
    Kind.LEVEL: LEVELS[1:],
    Kind.MULTI_CHOICE: ("options",),
    Kind.TREATY: ("instruments",),
}
GROUPS: tuple[tuple[str | Promise, tuple[str, ...]], ...] = (
    (_("The five levels"), LEVELS),
    ("", ("options",)),
    ("", ("instruments",)),
    ("", ("word_limit",)),
    (
        _("Count"),
        ("unit", "numerator_text", "denominator_text", "per", "is_share", "about_persons", "reference_period"),
    ),
    (_("Scoring"), ("scored", "floor", "target", "weight", "essential", "scored_from")),
)
OF_SOME_KINDS = tuple(name for _words, names in GROUPS for name in names)
KEPT = ("unit", "reference_period", "about_persons")
"""What a text of any kind may say, and the domain does not drop with the kind."""
NOT_SAID = (None, "", False)
KIND_WORDS: Mapping[str, str | Promise] = {
    Kind.LEVEL: _("Requirements on four levels are ticked. Can be scored."),
    Kind.RATIO: _("One number out of another, such as a percentage. Can be scored."),
    Kind.NUMBER: _("One number. Can be scored."),
    Kind.YES_NO: _("Can be scored."),
    Kind.MULTI_CHOICE: _("All options that apply are ticked. Can be scored."),
    Kind.TREATY: _("Filled in from the treaty register. Can be scored."),
    Kind.MONEY: _("Context only, never scored."),
    Kind.DATE: _("Context only, never scored."),
    Kind.NARRATIVE: _("Context only, never scored."),
}


def known_kind(value: object) -> str:
    """Return `value` where it is a kind of answer, else an empty text."""
    return str(value) if value in Kind.values else ""


def kind_choices() -> list[tuple[str, Any, Any]]:
    """Return the kinds of answer with name and description; that of treaties only where some are registered."""
    has_treaties = Instrument.objects.exists()
    return [(kind, words, KIND_WORDS[kind]) for kind, words in Kind.choices if kind != Kind.TREATY or has_treaties]


def instrument_choices() -> list[tuple[str, str]]:
    """Return the registered treaties by key."""
    found = Instrument.objects.prefetch_related("translations")
    return [(instrument.key, f"{instrument.symbol} {instrument.local_title}") for instrument in found]


def _lines(label: Any, help_text: Any = "", rows: int = 2) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": rows}), help_text=help_text
    )


class CriterionForm(forms.Form):
    """The text of a criterion. Clean, it gives `fields` and `reason`.

    Its kind is chosen before: only what belongs to the kind is shown. What an earlier text says beside that is kept
    in hidden fields.
    """

    title = forms.CharField(label=LABELS["title"], max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    text = _lines(LABELS["text"], _("Explain what counts and what does not."), 4)
    kind = forms.ChoiceField(
        label=LABELS["kind"],
        choices=Criterion.Kind.choices,
        widget=forms.HiddenInput,
        error_messages={"required": _("Choose the kind of answer.")},
    )
    level_0 = _lines(
        _("Level 0, not in place"),
        _("Describe the situation. Level 0 applies when no requirement is met, so it has no box to tick."),
    )
    level_1 = _lines(
        _("Level 1, started"), _("One requirement per line. A level is reached when all its requirements are met.")
    )
    level_2 = _lines(_("Level 2, partly in place"))
    level_3 = _lines(_("Level 3, in place"))
    level_4 = _lines(_("Level 4, proven"))
    options = _lines(LABELS["options"], _("One option per line."), 4)
    instruments = forms.MultipleChoiceField(
        label=LABELS["instruments"], required=False, widget=forms.CheckboxSelectMultiple
    )
    unit = forms.CharField(label=LABELS["unit"], required=False, max_length=80)
    numerator_text = _lines(LABELS["numerator_text"])
    denominator_text = _lines(LABELS["denominator_text"])
    per = forms.IntegerField(
        label=LABELS["per"], required=False, min_value=1, max_value=1_000_000, help_text=_("100 for a percentage.")
    )
    is_share = forms.BooleanField(label=LABELS["is_share"], required=False)
    about_persons = forms.BooleanField(label=_("Counts people: numbers from 1 to 4 are withheld"), required=False)
    reference_period = forms.CharField(label=LABELS["reference_period"], required=False, max_length=200)
    word_limit = forms.IntegerField(label=LABELS["word_limit"], required=False, min_value=1, max_value=5_000)
    scored = forms.BooleanField(label=_("Scored: all agree which direction is better"), required=False)
    floor = forms.CharField(label=LABELS["floor"], required=False, max_length=20)
    target = forms.CharField(label=LABELS["target"], required=False, max_length=20)
    weight = forms.TypedChoiceField(
        label=LABELS["weight"], coerce=int, choices=[(1, "1"), (2, "2"), (3, "3")], required=False, empty_value=1
    )
    essential = forms.BooleanField(
        label=_("Essential: below 25 points, the band is Developing at most"), required=False
    )
    scored_from = forms.IntegerField(
        label=LABELS["scored_from"],
        required=False,
        min_value=1990,
        max_value=2100,
        help_text=_(
            "Before this year, the criterion is answered but not scored. Leave empty to score from the first year."
        ),
    )
    owner_hint = forms.CharField(label=LABELS["owner_hint"], required=False, max_length=300)
    source_hint = forms.CharField(label=LABELS["source_hint"], required=False, max_length=300)
    why = forms.CharField(label=LABELS["why"], required=False, max_length=300)
    compatible = forms.ChoiceField(
        label=LABELS["compatible"],
        choices=DECIDED,
        required=False,
        help_text=_("Only if meaning, unit, scale, floor or target changes. The network decides."),
    )
    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=5_000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = known_kind(self["kind"].value())
        shown = FIELDS_OF.get(self.kind, ())
        for name in OF_SOME_KINDS:
            if name not in shown:
                self.fields[name].widget = forms.HiddenInput()
        for name in NEEDED_BY.get(self.kind, ()):
            self.fields[name].required = True
        for name in ("floor", "target"):
            self.fields[name].depends = True
        if "instruments" in shown:
            self.fields["instruments"].choices = instrument_choices()

    @property
    def kind_words(self) -> str:
        return str(Criterion.Kind(self.kind).label)

    @property
    def kept(self) -> list[Any]:
        """Return the hidden fields in which an earlier version has a text."""
        return [self[name] for name in KEPT if self[name].is_hidden and self[name].value() not in NOT_SAID]

    @property
    def parts(self) -> list[tuple[Any, list[Any]]]:
        """Return the fields of the kind, in groups with headings."""
        shown = FIELDS_OF.get(self.kind, ())
        groups = ((words, [self[name] for name in names if name in shown]) for words, names in GROUPS)
        return [(words, fields) for words, fields in groups if fields]

    def clean(self) -> dict[str, Any]:
        """Return the text in the domain's form; errors are beside its field."""
        cleaned = super().clean() or self.cleaned_data
        fields = clean_fields({**cleaned, **_parts(cleaned)})
        for name, words in problems(fields):
            if not self.has_error(place := {"levels": "level_1"}.get(name, name)):
                self.add_error(place, forms.ValidationError(words, code="not_answerable"))
        return {"fields": fields, "reason": cleaned.get("reason", "")}


class ChangeForm(CriterionForm):
    """The text of an existing criterion; a change needs a reason."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = True


class ConsolidateForm(CriterionForm):
    """The text as the rapporteur saves it; cleaned, it gives `fields` and `words`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("Note")

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        return {"fields": found["fields"], "words": found["reason"]}


def initial_data(fields: Fields) -> dict[str, Any]:
    """Return what the form of a text begins with."""
    levels = dict(zip(LEVELS, fields["levels"], strict=False))
    return {
        **fields,
        **{name: "\n".join(texts) for name, texts in levels.items()},
        "options": "\n".join(fields["options"]),
        "compatible": {True: "yes", False: "no"}.get(fields["compatible"], ""),
    }


def _parts(data: dict[str, Any]) -> dict[str, Any]:
    return {
        "levels": [data.get(name, "").splitlines() for name in LEVELS],
        "options": data.get("options", "").splitlines(),
        "compatible": {"yes": True, "no": False}.get(data.get("compatible", "")),
        "per": data.get("per") or 100,
    }
