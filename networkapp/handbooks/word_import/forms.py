"""The forms with which an editor brings a Word document and says what shall become of it."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from networkapp.conf import setting
from networkapp.forms.files import FileInput
from networkapp.handbooks.models import ChapterPage
from networkapp.handbooks.word_import.actions import LEFT_OUT, NEW
from networkapp.handbooks.word_import.preview import ImportProposal


class WordInput(FileInput):
    """The file input for a Word document, with its size limit for the script."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        attributes = {"accept": ".docx", "data-max-bytes": setting("WORD_MAX_BYTES"), **(attrs or {})}
        return super().get_context(name, value, attributes)


class WordForm(forms.Form):
    file = forms.FileField(
        label=_("Word document"),
        help_text=_("File type: .docx"),
        allow_empty_file=True,
        widget=WordInput,
        error_messages={"required": _("Choose a file."), "invalid": _("Choose a file.")},
    )
    client_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class DraftsForm(forms.Form):
    """The target of each chapter: a field each, in their order. Its clean values are `targets` under `levels`."""

    levels = forms.CharField(max_length=10, widget=forms.HiddenInput)

    def __init__(
        self, proposal: ImportProposal, known: Sequence[ChapterPage], likely: Sequence[str], *args: Any, **named: Any
    ) -> None:
        super().__init__(*args, **named)
        self.initial = {"levels": str(proposal.levels)}
        renewals = [
            (str(page.pk), _("New version of draft chapter %(number)s, “%(title)s”") % _chapter_option(page))
            for page in known
        ]
        choices = [(NEW, _("Create new draft")), *renewals, (LEFT_OUT, _("Leave out"))]
        self.chapters = []
        for place, (chapter, target) in enumerate(zip(proposal.chapters, likely, strict=True)):
            field = forms.ChoiceField(label=chapter.title, choices=choices, required=False, initial=target)
            self.fields[f"chapter-{place}"] = field
            self.chapters.append((chapter, self[f"chapter-{place}"]))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        targets = [cleaned.get(f"chapter-{place}", LEFT_OUT) for place in range(len(self.chapters))]
        return {"levels": cleaned.get("levels", ""), "targets": targets}


def _chapter_option(page: ChapterPage) -> dict[str, Any]:
    return {"number": page.number, "title": page.draft_title or page.title}
