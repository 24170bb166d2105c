"""Forms around agreeing on criteria. What a text must say is asked of frameworks/agreement_texts.py."""

from datetime import datetime, time
from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from evaluation.models import Framework, Position
from networkapp.forms.conditional import mark_conditional
from networkapp.models import Network

Stance = Position.Stance


class FrameworkForm(forms.Form):
    """The input of an action on a version of criteria; empty if the action needs none."""

    def __init__(self, *args: Any, framework: Framework, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.framework = framework


class SetAsideForm(FrameworkForm):
    client_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class ReturnToDraftForm(FrameworkForm):
    reason = forms.CharField(label=_("Reason"), max_length=5_000, widget=forms.Textarea(attrs={"rows": 3}))


class RemovalForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason for the removal"), max_length=5_000, widget=forms.Textarea(attrs={"rows": 3})
    )


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


class AskForPositionsForm(FrameworkForm):
    """Ask until when countries respond, and which recommendations have no essential criterion on purpose."""

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
        super().__init__(*args, framework=framework, **kwargs)
        self.initial = {"without_essential": framework.without_essential, **self.initial}
        codes = framework.recommendations.order_by("code").values_list("code", flat=True)
        self.fields["without_essential"].choices = [(code, str(code)) for code in codes]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        day = cleaned.get("due_on")
        due = None if day is None else timezone.make_aware(datetime.combine(day, time.max))
        return {"due_at": due, "without_essential": cleaned.get("without_essential", [])}


class TextCorrectionForm(forms.Form):
    """The correction of one text of adopted criteria; the page sets which one."""

    text = forms.CharField(label=_("Text"), max_length=4_000, widget=forms.Textarea(attrs={"rows": 4}))
    note = forms.CharField(
        label=_("Description of the correction"), max_length=300, help_text=_("Shown to everyone beside the text.")
    )


class VersionForm(forms.Form):
    """The network, version, title and first year of new criteria."""

    network = forms.ModelChoiceField(Network.objects.none(), label=_("Network"), empty_label=None)
    version = forms.CharField(label=_("Version"), max_length=20, help_text=_("For example 2.0. Used in addresses."))
    title = forms.CharField(label=_("Title"), max_length=200)
    first_year = forms.IntegerField(label=_("First year"), min_value=1990, max_value=2100)

    def __init__(self, *args: Any, previous: Framework, networks: QuerySet[Network], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = networks.filter(pk=previous.network_id).first()
        self.initial = {"title": previous.title, "network": here, **self.initial}
        self.fields["network"].queryset = networks  # type: ignore[attr-defined]


class FirstVersionForm(forms.Form):
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
    decision = mark_conditional(
        forms.CharField(
            label=_("Adopted by decision"),
            required=False,
            max_length=300,
            help_text=_("For example, the resolution of the conference and its date."),
        )
    )
