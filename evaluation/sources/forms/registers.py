"""Treaties, kinds of acts, and which sources belong to which criteria, in Wagtail's admin; and tables to import."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from evaluation.frameworks.series_names import series_choices
from evaluation.models import ExternalObservation, Instrument
from evaluation.treaties.instruments import find_treaty_named, uses_of_kind
from networkapp.forms.saved_over import EditConflictForm
from networkapp.forms.stable_slugs import SlugFromNameForm
from networkapp.languages.forms import AppendsMixin, RecordsOriginalMixin
from networkapp.text.partial_dates import LONGEST_PARTIAL_DATE, check_partial_date

RULE = ("days", "months", "first_day_of_next_month", "on_deposit", "article", "text")
LEAVING_RULE = ("days", "months", "first_day_of_next_month", "article")
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class LinesField(forms.CharField):
    """A list, one entry a line."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, widget=forms.Textarea(attrs={"rows": 4}), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        lines = (" ".join(line.split()) for line in str(super().to_python(value) or "").splitlines())
        return list(dict.fromkeys(filter(None, lines)))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.to_python(self.prepare_value(initial)) != self.to_python(data)


class KeyedForm(EditConflictForm, AppendsMixin, SlugFromNameForm, RecordsOriginalMixin):
    """A form for things with a `key`, which is created from the name if none is entered, and then stays."""

    slug_field = "key"

    def clean_key(self) -> str:
        return self.slug_from_name()


class InstrumentForm(KeyedForm):
    """A treaty. Its rules of entry into force and of denunciation are fields, rather than JSON."""

    name_field = "symbol"
    aliases = LinesField(
        label=_("Other names"),
        help_text=_("One per line: names, numbers and chapters used in lists and files, such as 18-12-a."),
    )
    rule_days = forms.IntegerField(label=_("Days after consent"), required=False, min_value=0, max_value=3_650)
    rule_months = forms.IntegerField(label=_("Months after consent"), required=False, min_value=0, max_value=120)
    rule_first_day_of_next_month = forms.BooleanField(
        label=_("On the first day of the following month"), required=False
    )
    rule_on_deposit = forms.BooleanField(label=_("On the day of deposit"), required=False)
    rule_article = forms.CharField(label=pgettext_lazy("of a treaty", "Article"), required=False, max_length=40)
    rule_text = forms.CharField(label=_("Description"), required=False, max_length=500)
    leaving_days = forms.IntegerField(
        label=_("Days after the denunciation"), required=False, min_value=0, max_value=3_650
    )
    leaving_months = forms.IntegerField(
        label=_("Months after the denunciation"), required=False, min_value=0, max_value=120
    )
    leaving_first_day_of_next_month = forms.BooleanField(
        label=_("On the first day of the following month"), required=False
    )
    leaving_article = forms.CharField(label=pgettext_lazy("of a treaty", "Article"), required=False, max_length=40)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in RULE:
            self.initial.setdefault(f"rule_{name}", (self.instance.in_force_rule or {}).get(name))
        for name in LEAVING_RULE:
            self.initial.setdefault(f"leaving_{name}", (self.instance.leaving_rule or {}).get(name))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        opened, begins = cleaned.get("opened_on"), cleaned.get("in_force_on")
        if opened and begins and begins < opened:
            self.add_error("in_force_on", _("Entry into force cannot be before the opening for signature."))
        if opened and (until := cleaned.get("signature_until")) and until < opened:
            self.add_error("signature_until", _("Enter a date after the opening for signature."))
        if cleaned.get("rule_on_deposit") and (cleaned.get("rule_days") or cleaned.get("rule_months")):
            self.add_error("rule_on_deposit", _("Choose either the day of deposit, or a number of days or months."))
        self._require_own_names(cleaned)
        return cleaned

    def _require_own_names(self, cleaned: dict[str, Any]) -> None:
        for field in ("symbol", "aliases"):
            names = cleaned.get(field) or []
            other = find_treaty_named(names=[names] if isinstance(names, str) else names, apart_from=self.instance)
            if other is not None:
                words = _("“%(other)s” already has this name, so files could not tell the two apart.")
                self.add_error(field, ValidationError(words, params={"other": other}))

    def save(self, commit: bool = True) -> Instrument:
        self.instance.in_force_rule = self._rule("rule", RULE)
        self.instance.leaving_rule = self._rule("leaving", LEAVING_RULE)
        saved: Instrument = super().save(commit=commit)
        return saved

    def _rule(self, prefix: str, names: tuple[str, ...]) -> dict[str, Any]:
        rule = {name: self.cleaned_data.get(f"{prefix}_{name}") for name in names}
        return rule if any(value not in (None, "", False) for value in rule.values()) else {}


class ActKindForm(KeyedForm):
    """A kind of act that some treaties know. What it works as stays while acts are of it."""

    aliases = LinesField(label=_("Other names"), help_text=_("One per line, as used in lists and files."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and uses_of_kind(kind=self.instance):
            self.fields["works_as"].disabled = True
            self.fields["works_as"].help_text = _(
                "Cannot be changed, because treaty actions of this kind are recorded."
            )

    def clean_aliases(self) -> list[str]:
        return [name.casefold() for name in self.cleaned_data["aliases"]]


class SeriesForm(EditConflictForm):
    """A form for things about a series of criteria, which is chosen by its number and title."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = self.instance.series_id
        known = series_choices(self.for_user)
        kept = [(now, now)] if now and now not in dict(known) else []
        field = self.fields["series_id"]
        self.fields["series_id"] = forms.ChoiceField(
            label=field.label,
            choices=[("", "---------"), *known, *kept],
            help_text=_("Number of the criterion, valid for all versions."),
        )


class SuggestInput(forms.TextInput):
    """A line that offers what is known, and takes anything else."""

    template_name = "evaluation/editors/input_with_suggestions.html"

    def __init__(self, column: str) -> None:
        super().__init__()
        self.column = column

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        known = ExternalObservation.objects.order_by(self.column).values_list(self.column, flat=True).distinct()
        listed = f"{context['widget']['attrs'].get('id', name)}-known"
        context["widget"]["attrs"]["list"] = listed
        return {**context, "listed": listed, "known": [one for one in known if one]}


class SeriesSourceForm(SeriesForm):
    """An indicator as its source names it; figures appear beside a criterion if all three names match."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("source", "dataset", "indicator"):
            self.fields[name].widget = SuggestInput(name)

    def _clean(self, name: str) -> str:
        return " ".join(str(self.cleaned_data[name]).split())

    def clean_source(self) -> str:
        return self._clean("source")

    def clean_dataset(self) -> str:
        return self._clean("dataset")

    def clean_indicator(self) -> str:
        return self._clean("indicator")


class TableForm(forms.Form):
    """A file to import, and what its rows do not say. Clean, it gives `name`, `content` and `options`."""

    file = forms.FileField(label=_("File"), error_messages={"required": _("Choose a file.")})
    encoding = forms.CharField(
        label=_("Encoding"),
        required=False,
        max_length=40,
        help_text=_("Only if the file is not UTF-8, for example cp1252."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        file = cleaned.pop("file", None)
        if file is None:
            return cleaned
        return {"name": file.name, "content": file.read(), "options": cleaned}


class TreatyTableForm(TableForm):
    """A table of treaty actions to import."""

    instrument = forms.ModelChoiceField(
        Instrument.objects.none(),
        label=_("Treaty"),
        required=False,
        to_field_name="key",
        empty_label=_("Named in the rows"),
        help_text=_("Choose a treaty if the file is about one treaty and its rows do not name it."),
    )
    source = forms.CharField(
        label=_("Publisher of the list"),
        required=False,
        max_length=300,
        help_text=_("If the rows do not name it."),
    )
    as_of = forms.CharField(
        label=_("As of"),
        required=False,
        max_length=LONGEST_PARTIAL_DATE,
        validators=[check_partial_date],
        help_text=_("Date of the list, if it does not state it: for example 2017, 2017-04 or 2017-04-22."),
    )
    checked_on = forms.DateField(label=_("Accessed on"), required=False, widget=DAY)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["instrument"].queryset = Instrument.objects.all()  # type: ignore[attr-defined]

    def clean_instrument(self) -> str:
        chosen = self.cleaned_data["instrument"]
        return chosen.key if chosen else ""


class ObservationTableForm(TableForm):
    source = forms.CharField(
        label=_("Publisher"), required=False, max_length=300, help_text=_("If the rows do not name it.")
    )
    dataset = forms.CharField(label=_("Dataset"), required=False, max_length=200)
    url = forms.URLField(label=_("Address of the publication"), required=False, max_length=500, assume_scheme="https")
    retrieved_on = forms.DateField(label=_("As of"), required=False, widget=DAY, help_text=_("Date of the data"))


class FindingTableForm(TableForm):
    body = forms.CharField(
        label=_("Body"),
        required=False,
        max_length=120,
        help_text=_("If the rows do not name it."),
    )
    source = forms.CharField(label=_("Publisher"), required=False, max_length=300)
    retrieved_on = forms.DateField(label=_("As of"), required=False, widget=DAY, help_text=_("Date of the list."))
