"""Filters of lists. Invalid values are ignored."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from networkapp.documents.citations import UnreadableReferences, read_references
from networkapp.forms.stable_slugs import StableSlugForm
from networkapp.languages.forms import RecordsOriginalMixin
from networkapp.languages.languages import own_name
from networkapp.library.models import Publication
from networkapp.library.queries import library_languages
from networkapp.networks.forms.subjects import SubjectFilter, SubjectsFormMixin

MAX_BYTES = 1_000_000
MAX_REFERENCES = 2_000


class LibraryFilter(SubjectFilter):
    """The filters of the list of publications."""

    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("All kinds")), *Publication.Kind.choices], required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    words = forms.CharField(label=_("Title, number or issuer"), required=False, max_length=100)

    def chosen(self) -> dict[str, Any]:
        """Return the filters as arguments of `list_publications`."""
        return {"subject": self.value("subject")} | {
            name: self.value(name) or "" for name in ("language", "kind", "words")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = library_languages()
        names = [(code, own_name(code)) for code in codes]
        self.fields["language"].choices = [("", _("All languages")), *names]  # type: ignore[attr-defined]


class LibraryForm(SubjectsFormMixin, StableSlugForm, RecordsOriginalMixin):
    """An organisation or a publication in Wagtail's admin."""


class ReferencesForm(forms.Form):
    """A file of references; what it holds is `cleaned_data["file"]`, as items of CSL-JSON."""

    file = forms.FileField(
        label=_("Reference file"),
        help_text=_("CSL-JSON, BibTeX or RIS file from a reference manager, up to 1 MB."),
        widget=forms.FileInput(attrs={"accept": ".json,.bib,.ris,.txt"}),
    )

    def clean_file(self) -> list[dict[str, Any]]:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            words = _("The file is larger than %(limit)s MB. Divide it into smaller files.")
            raise forms.ValidationError(words, params={"limit": MAX_BYTES // 1_000_000})
        try:
            items = read_references(file.read().decode("utf-8-sig"))
        except UnicodeDecodeError as failure:
            raise forms.ValidationError(_("The file is not in UTF-8. Save it as UTF-8.")) from failure
        except UnreadableReferences as failure:
            words = _("The file is damaged or in another format. Export it again as CSL-JSON, BibTeX or RIS.")
            raise forms.ValidationError(words) from failure
        if len(items) > MAX_REFERENCES:
            words = _("The file has more than %(most)d references. Divide it into smaller files.")
            raise forms.ValidationError(words, params={"most": MAX_REFERENCES})
        return items


class ImportReferencesForm(forms.Form):
    """Ask which of the references that were shown are imported: `chosen`, by their position."""

    items = forms.JSONField()
    taken = forms.TypedMultipleChoiceField(coerce=int, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = [(place, place) for place in range(MAX_REFERENCES)]
        self.fields["taken"].choices = places  # type: ignore[attr-defined]

    def clean_items(self) -> list[dict[str, Any]]:
        items = self.cleaned_data["items"]
        if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
            raise forms.ValidationError(_("Upload the file again."))
        return items

    @property
    def chosen(self) -> list[dict[str, Any]]:
        items, ticked = self.cleaned_data["items"], self.cleaned_data["taken"]
        return [items[place] for place in ticked if place < len(items)]
