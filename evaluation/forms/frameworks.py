"""Forms around agreeing on criteria. What a text must say is asked of domain/frameworks/agreement_texts.py."""

from datetime import datetime, time
from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from evaluation.domain.frameworks.agreement_texts import BLANK, LABELS, Fields, cleaned, problems
from evaluation.models import Criterion, Framework, Instrument, Position
from networkapp.models import Network

Stance = Position.Stance
LEVELS = tuple(f"level_{level}" for level in Criterion.Level.values)
DECIDED = (("", _("not decided")), ("yes", _("yes, comparable")), ("no", _("no, a break in the series")))


def _lines(label: Any, help_text: Any = "", rows: int = 2) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": rows}), help_text=help_text
    )


class FrameworkForm(forms.Form):
    """What goes with one act on a framework; nothing, where the act needs nothing."""

    def __init__(self, *args: Any, framework: Framework, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.framework = framework


class DecideForm(FrameworkForm):
    client_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class TakeBackForm(FrameworkForm):
    reason = forms.CharField(label=_("Reason"), max_length=5_000, widget=forms.Textarea(attrs={"rows": 3}))


class RemovalForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason for the removal"), max_length=5_000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, fields: Fields | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


class CriterionForm(forms.Form):
    """The text of a criterion. Clean, it gives `fields` and `reason`."""

    title = forms.CharField(label=LABELS["title"], max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    text = _lines(LABELS["text"], _("Explain what counts and what does not."), 4)
    kind = forms.ChoiceField(label=LABELS["kind"], choices=[("", _("choose")), *Criterion.Kind.choices])
    level_0 = _lines(_("Level 0, not in place"))
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

    def __init__(self, *args: Any, fields: Fields | None = None, **kwargs: Any) -> None:
        super().__init__(*args, initial=_initial(fields or BLANK), **kwargs)
        self.fields["instruments"].choices = [  # type: ignore[attr-defined]
            (instrument.key, f"{instrument.symbol} {instrument.local_title}")
            for instrument in Instrument.objects.prefetch_related("translations")
        ]

    def clean(self) -> dict[str, Any]:
        """The text in the domain's form; what is wrong with it stands beside its field."""
        given = super().clean() or self.cleaned_data
        fields = cleaned({**given, **_parts(given)})
        for name, words in problems(fields):
            if not self.has_error(place := {"levels": "level_1"}.get(name, name)):
                self.add_error(place, forms.ValidationError(words, code="not_answerable"))
        return {"fields": fields, "reason": given.get("reason", "")}


class ChangeForm(CriterionForm):
    """The same, for a criterion that there is: a change says why."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = True


class ConsolidateForm(CriterionForm):
    """The same, by the rapporteur; clean, it gives `fields` and `words`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("Note")

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        return {"fields": found["fields"], "words": found["reason"]}


class WordsForm(forms.Form):
    words = forms.CharField(label=_("Note"), required=False, max_length=5_000, widget=forms.Textarea(attrs={"rows": 3}))


class PositionForm(forms.Form):
    """Agree, with an explanation, except this, or object; an exception is from one criterion only."""

    stance = forms.ChoiceField(
        label=pgettext_lazy("stated in a procedure", "Position"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the position of your country.")},
    )
    words = forms.CharField(
        label=_("Explanation, or text your country could agree to"),
        required=False,
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Shown with the text, and public once adopted. Required unless you simply agree."),
    )

    def __init__(self, *args: Any, series_id: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stance"].choices = [  # type: ignore[attr-defined]
            (Stance.AGREE, _("We agree")),
            (Stance.EXPLAIN, _("We agree, with an explanation")),
            *([(Stance.EXCEPT, _("We agree, but this criterion should be context only"))] if series_id else []),
            (Stance.OBJECT, _("We object and propose another text: the criteria cannot be adopted while we object")),
        ]


class AskForm(FrameworkForm):
    """Until when the countries are asked, and which recommendations have no essential criterion on purpose."""

    due_on = forms.DateField(
        label=_("Silence period ends on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("At the end of the day, in your time zone. If empty, in 14 days (the minimum)."),
    )
    without_essential = forms.TypedMultipleChoiceField(
        label=_("No essential criterion, on purpose"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, framework: Framework, **kwargs: Any) -> None:
        initial = {"without_essential": framework.without_essential}
        super().__init__(*args, framework=framework, initial=initial, **kwargs)
        codes = framework.recommendations.order_by("code").values_list("code", flat=True)
        self.fields["without_essential"].choices = [(code, str(code)) for code in codes]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        day = given.get("due_on")
        due = None if day is None else timezone.make_aware(datetime.combine(day, time.max))
        return {"due_at": due, "without_essential": given.get("without_essential", [])}


class CorrectionForm(forms.Form):
    """One text of an adopted framework; which one the page says."""

    text = forms.CharField(label=_("Text"), max_length=4_000, widget=forms.Textarea(attrs={"rows": 4}))
    note = forms.CharField(
        label=_("Description of the correction"), max_length=300, help_text=_("Shown to everyone beside the text.")
    )


class VersionForm(forms.Form):
    network = forms.ModelChoiceField(Network.objects.none(), label=_("Network"), empty_label=None)
    version = forms.CharField(label=_("Version"), max_length=20, help_text=_("For example 2.0. Used in addresses."))
    title = forms.CharField(label=_("Title"), max_length=200)
    first_year = forms.IntegerField(label=_("First year"), min_value=1990, max_value=2100)

    def __init__(self, *args: Any, previous: Framework, networks: QuerySet[Network], **kwargs: Any) -> None:
        here = networks.filter(pk=previous.network_id).first()
        super().__init__(*args, initial={"title": previous.title, "network": here}, **kwargs)
        self.fields["network"].queryset = networks  # type: ignore[attr-defined]


class FirstForm(forms.Form):
    """The first version of a network; clean, it gives `recommendations` as pairs of title and text."""

    network = forms.ModelChoiceField(Network.objects.none(), label=_("Network"), empty_label=None)
    version = forms.CharField(label=_("Version"), max_length=20, help_text=_("For example 2.0. Used in addresses."))
    title = forms.CharField(label=_("Title"), max_length=200)
    first_year = forms.IntegerField(label=_("First year"), min_value=1990, max_value=2100)
    recommendations = forms.CharField(
        label=_("Recommendations"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("One per line, in order: a title of up to 300 characters, a colon and the text."),
    )  # fmt: skip

    def __init__(self, *args: Any, networks: QuerySet[Network], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["network"].queryset = networks  # type: ignore[attr-defined]

    def clean_recommendations(self) -> list[tuple[str, str]]:
        lines = (line.partition(":") for line in self.cleaned_data["recommendations"].splitlines() if line.strip())
        found = [(title.strip(), (text or title).strip()) for title, _colon, text in lines]
        if any(not title or len(title) > 300 for title, _text in found):
            raise forms.ValidationError(_("Begin each line with a title of up to 300 characters."))
        return found


class AdoptForm(FrameworkForm):
    decision = forms.CharField(
        label=_("Adopted by decision"),
        required=False,
        max_length=300,
        help_text=_("For example, the resolution of the conference and its date."),
    )


def _initial(fields: Fields) -> dict[str, Any]:
    levels = dict(zip(LEVELS, fields["levels"], strict=False))
    return {
        **fields,
        **{name: "\n".join(texts) for name, texts in levels.items()},
        "options": "\n".join(fields["options"]),
        "compatible": {True: "yes", False: "no"}.get(fields["compatible"], ""),
    }


def _parts(given: dict[str, Any]) -> dict[str, Any]:
    return {
        "levels": [given.get(name, "").splitlines() for name in LEVELS],
        "options": given.get("options", "").splitlines(),
        "compatible": {"yes": True, "no": False}.get(given.get("compatible", "")),
        "per": given.get("per") or 100,
    }
