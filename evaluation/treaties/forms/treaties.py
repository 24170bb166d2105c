"""Forms for recording a treaty action."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_countries import countries

from evaluation.models import Instrument, TreatyAction, TreatyActKind
from evaluation.treaties.history import SourceStatement
from networkapp.text.partial_dates import LONGEST_PARTIAL_DATE, check_partial_date

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


OWN = "own-"


def kinds_of_acts() -> list[tuple[str, Any]]:
    """Return the usual kinds of action, and those that only some treaties have."""
    own = TreatyActKind.objects.prefetch_related("translations")
    return [*TreatyAction.Kind.choices, *((f"{OWN}{kind.key}", kind.local_title) for kind in own)]


class InstrumentField(forms.ModelChoiceField):
    """A choice of a treaty by symbol and title."""

    def label_from_instance(self, instrument: Any) -> str:
        return f"{instrument.symbol}: {instrument.local_title}"


class ActForm(forms.Form):
    """Cleaned, it holds the data of one state's action as `statement`."""

    instrument = InstrumentField(
        label=_("Treaty"), queryset=Instrument.objects.prefetch_related("translations"), to_field_name="key"
    )
    kind = forms.ChoiceField(label=capfirst(_("treaty action")), choices=kinds_of_acts)
    date = forms.DateField(
        label=_("Date"), required=False, widget=DAY, help_text=_("Leave empty if the source gives no day.")
    )
    period = forms.CharField(
        label=_("Year or month"),
        required=False,
        max_length=7,
        validators=[check_partial_date],
        help_text=_("If the source gives no day: for example 1932 or 2017-01."),
    )
    takes_effect_on = forms.DateField(
        label=_("Takes effect on"),
        required=False,
        widget=DAY,
        help_text=_("If it takes effect later, such as a denunciation."),
    )
    articles = forms.CharField(
        label=pgettext_lazy("of a treaty", "Articles"),
        required=False,
        max_length=120,
        help_text=_("For a reservation or declaration."),
    )
    territories = forms.CharField(
        label=_("Territories"),
        required=False,
        max_length=60,
        help_text=_("For an extension or exclusion: ISO 3166-1 codes, such as AX or GL, separated by spaces."),
    )
    text = forms.CharField(label=_("Text"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 4}))
    source = forms.CharField(label=_("Reported by"), max_length=300)
    source_url = forms.URLField(label=_("Link to the source"), required=False, max_length=500, assume_scheme="https")
    as_of = forms.CharField(
        label=_("Date of the source"),
        required=False,
        max_length=LONGEST_PARTIAL_DATE,
        validators=[check_partial_date],
        help_text=_("Of its edition or publication, as exactly as you know: for example 2017, 2017-04 or 2017-04-22."),
    )
    checked_on = forms.DateField(label=_("Accessed on"), widget=DAY)

    def __init__(self, country: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.country = country

    def clean_territories(self) -> str:
        codes = self.cleaned_data["territories"].upper().replace(",", " ").split()
        if unknown := [code for code in codes if not countries.name(code)]:
            words = _("“%(code)s” is not an ISO 3166-1 code")
            raise forms.ValidationError(words, params={"code": unknown[0]})
        return " ".join(codes)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("date") and cleaned.get("period"):
            self.add_error("period", _("Enter either a day, or a year or month."))
        if self.errors:
            return cleaned
        reason = {"reason": cleaned.pop("reason")} if "reason" in cleaned else {}
        if cleaned["kind"].startswith(OWN):
            own = TreatyActKind.objects.get(key=cleaned["kind"].removeprefix(OWN))
            cleaned |= {"kind": own.works_as, "own_kind": own}
        return {"statement": SourceStatement(country=self.country, **cleaned), **reason}


class CorrectionForm(ActForm):
    """The form for correcting an action in the register, with the reason."""

    reason = forms.CharField(label=_("Reason for the change"), max_length=300)


class TakeBackForm(forms.Form):
    reason = forms.CharField(label=_("Reason for the removal"), max_length=300)


def initial_action(action: TreatyAction) -> dict[str, Any]:
    """Return the initial values of the form that corrects a treaty action."""
    kept = (
        "kind", "date", "period", "takes_effect_on", "articles", "territories", "source", "source_url", "as_of",
        "checked_on",
    )  # fmt: skip
    own = action.own_kind
    return {
        "instrument": action.instrument.key,
        "text": action.reservation,
        **{name: getattr(action, name) for name in kept},
        **({"kind": f"{OWN}{own.key}"} if own else {}),
    }
