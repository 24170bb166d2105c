"""The forms in which editors write a chapter, and look for the section that a cross-reference leads to."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.blocks import StreamBlockValidationError, StructBlockValidationError

from networkapp.handbooks.models.footnote_signs import FootnoteMismatch
from networkapp.languages.choices import LanguageField
from networkapp.networks.forms.subjects import SubjectsFormMixin
from networkapp.pages.forms import hide_invisible_references
from networkapp.pages.references import require_visible_in
from networkapp.search.words import with_all_words


class ChapterForm(SubjectsFormMixin, WagtailAdminPageForm):
    """PermissionDenied where the text points to something that its editor may not see.

    A draft may have footnotes that do not fit the text; what is handed on or published may not.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hide_invisible_references(self, "sections")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        # As it was sent: invalid input is shown again, too.
        require_visible_in(text=self["sections"].data, user=self.for_user, before=self.initial.get("sections"))
        sections = cleaned.get("sections")
        if sections is not None and not self.is_deferred_validation:
            self._require_fitting_footnotes(sections)
        return cleaned

    def _require_fitting_footnotes(self, sections: Any) -> None:
        found = {place: block.value.misfits() for place, block in enumerate(sections)}
        wrong = {place: _footnote_error(misfits) for place, misfits in found.items() if misfits}
        if wrong:
            self.add_error("sections", StreamBlockValidationError(block_errors=wrong))


def _footnote_error(misfits: list[FootnoteMismatch]) -> ValidationError:
    words = [_mismatch_message(misfit) for misfit in misfits]
    return StructBlockValidationError(block_errors={"body": StreamBlockValidationError(non_block_errors=words)})


def _mismatch_message(misfit: FootnoteMismatch) -> str:
    if misfit.unnamed:
        words = _(
            "Footnote %(number)s is not used in the text. Write [^%(number)s] where it belongs, or delete the footnote."
        )
    else:
        words = _("[^%(number)s] refers to a missing footnote. Add footnote %(number)s, or delete [^%(number)s].")
    return words % {"number": misfit.number}


class NewHandbookForm(forms.Form):
    """The name and language of a new handbook, and how long its law dates are valid."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    language = LanguageField(label=gettext_lazy("Original language"))
    standfirst = forms.CharField(
        label=gettext_lazy("Purpose, in one or two sentences"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
    )
    law_months = forms.IntegerField(
        label=gettext_lazy("Months until the next legal review"),
        help_text=gettext_lazy("Counted from the law date. Enter 0 for no time limit."),
        min_value=0,
        max_value=120,
        initial=12,
    )


class SectionFilter(BaseFilterForm):
    """Filter sections by words in their titles and the titles of their chapters, or by number ("4.2")."""

    q = forms.CharField(label=gettext_lazy("Title or number"), max_length=200, required=False)

    def filter(self, objects: QuerySet[Any]) -> QuerySet[Any]:
        query = " ".join(self.cleaned_data["q"].split())
        if not query:
            return objects
        self.is_searching, self.search_query = True, query
        chapter, _dot, position = query.partition(".")
        if chapter.isascii() and chapter.isdigit() and position.isascii() and position.isdigit():
            return objects.filter(chapter_number=int(chapter[:4]), position=int(position[:4]))
        return with_all_words(objects, query, "title", "page__title")
