"""Documents as they come in: by address, as files, or from another answer; and what becomes of them later."""

from collections.abc import Iterable
from pathlib import PurePath
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from evaluation.models import Criterion, Evidence
from networkapp.forms.files import FileInput


def _day(label: Any, help_text: Any = "") -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, required=False, widget=widget, help_text=help_text)


def _file(label: Any) -> forms.FileField:
    return forms.FileField(label=label, required=False, allow_empty_file=True, max_length=None, widget=FileInput)


def _title_with_date(evidence: Evidence) -> str:
    """Return the document's title with its date, because yearly documents have the same title each time."""
    return f"{evidence.title}, {date_format(evidence.dated)}" if evidence.dated else evidence.title


class EvidenceForm(forms.Form):
    """One that the country has given already, where there is any, or a document by title and address or file."""

    evidence = forms.TypedChoiceField(
        label=_("Document your country has already added"),
        required=False,
        coerce=int,
        empty_value=None,
    )
    title = forms.CharField(
        label=_("Title"), required=False, max_length=200, help_text=_("If empty, the name of the file is used.")
    )
    url = forms.CharField(
        label=_("Address"),
        required=False,
        max_length=500,
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )
    file = _file(_("File, or a copy of the document at this address"))
    dated = _day(_("Date of the document"))
    expires_on = _day(_("Valid until"), _("After this day, the document no longer counts as evidence."))

    def __init__(
        self, criterion: Criterion, data: Any = None, files: Any = None, *, known: Iterable[Evidence] = ()
    ) -> None:
        super().__init__(data, files, auto_id=f"e{criterion.series_id.replace('.', '-')}-%s")
        titles = [(evidence.pk, _title_with_date(evidence)) for evidence in known]
        document: Any = self.fields["evidence"]
        document.choices = [("", _("Choose a document")), *titles]
        if not titles:
            document.widget = forms.HiddenInput()

    @property
    def chosen(self) -> int | None:
        """Return the primary key of the document that was chosen among earlier ones; None if none was."""
        return self.cleaned_data.get("evidence") if self.is_valid() else None

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("file") and not cleaned.get("title"):
            cleaned["title"] = PurePath(str(cleaned["file"].name)).stem[:200]
        return cleaned


class UpdateEvidenceForm(forms.Form):
    """Changes of a document: how long it is valid, whether its address still works, a copy of it.

    One document may be under several questions of a page: `beside` says which.
    """

    expires_on = _day(_("Valid until"))
    is_gone = forms.BooleanField(label=_("The address no longer works"), required=False)
    file = _file(_("Copy of the document at this address"))

    def __init__(self, evidence: Evidence, data: Any = None, files: Any = None, *, beside: str) -> None:
        initial = {"expires_on": evidence.expires_on, "is_gone": evidence.gone_on is not None}
        super().__init__(data, files, initial=initial, auto_id=f"c{beside.replace('.', '-')}-{evidence.pk}-%s")
        if not evidence.url:
            del self.fields["is_gone"]
        if evidence.has_file:
            del self.fields["file"]
