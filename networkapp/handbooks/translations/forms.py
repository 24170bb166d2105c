"""Forms for the translation status of a section, and for files that translators return."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from networkapp.handbooks.models import ChapterPage
from networkapp.handbooks.pages.translation_records import mark_machine_translated, mark_translated, verify_translation
from networkapp.handbooks.translations.xliff.files import read
from networkapp.handbooks.translations.xliff.values import UnreadableFile, XliffFile
from networkapp.languages.choices import LanguageField
from networkapp.models.content_languages import offered_languages

MAX_BYTES = 2_000_000
UNREADABLE_REASONS = {
    "broken": _("The file is damaged (invalid XML). Export it from your program again."),
    "foreign": _("The file is not in XLIFF format. Upload the translated version of the file you exported here."),
    "version": _("This XLIFF version is not supported. Export the file from your program as XLIFF 1.2 or 2."),
    "parts": _("The file must contain exactly one chapter. Upload one chapter at a time."),
    "long": _("The file is too large for one chapter. Export the chapter again and translate that file."),
}

TRANSLATION_ACTIONS: Mapping[str, Callable[..., Any]] = {
    "translated": mark_translated,
    "verified": verify_translation,
    "machine": partial(mark_machine_translated, machine=True),
    "by_hand": partial(mark_machine_translated, machine=False, engine=""),
}


class TranslatePageForm(forms.Form):
    """Ask for the language of a translated page of a handbook, and whether its chapters are included."""

    language = LanguageField(label=_("Language of the translation"))
    with_chapters = forms.BooleanField(label=_("Also create drafts of all chapters"), required=False, initial=True)

    def __init__(self, *args: Any, page: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = {page.locale.language_code, *page.get_translations().values_list("locale__language_code", flat=True)}
        self.fields["language"].choices = [  # type: ignore[attr-defined]
            (code, name) for code, name in offered_languages() if code not in there
        ]
        if isinstance(page, ChapterPage):
            del self.fields["with_chapters"]


class TranslationStatusForm(forms.Form):
    """One act on one section. `text` is the fingerprint of the text that the user has read."""

    act = forms.ChoiceField(choices=[(act, act) for act in TRANSLATION_ACTIONS], widget=forms.HiddenInput)
    block_id = forms.CharField(max_length=36, widget=forms.HiddenInput)
    text = forms.CharField(max_length=64, widget=forms.HiddenInput)
    engine = forms.CharField(max_length=100, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("act") != "machine":
            cleaned.pop("engine", None)
        return cleaned


def record_translation_status(*, act: str, **kwargs: Any) -> None:
    """Call the action that records the translation status `act`; it passes on its refusals."""
    TRANSLATION_ACTIONS[act](**kwargs)


class AddMissingSectionsForm(forms.Form):
    """A form without fields, for a button that adds missing sections."""


class TranslationFileForm(forms.Form):
    """A file that comes back from a translator: what it holds is `cleaned_data["file"]`."""

    file = forms.FileField(
        label=_("XLIFF file"),
        help_text=_("The file you exported here, with translations, up to 2 MB."),
        widget=forms.FileInput(attrs={"accept": ".xlf,.xliff,.sdlxliff,.mqxliff"}),
    )

    def clean_file(self) -> XliffFile:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(
                _("The file is too large for one chapter. Export the chapter again and translate that file.")
            )
        content = file.read()
        self.text = content.decode("utf-8-sig", errors="replace")
        return parse_file(content)


class ImportSectionsForm(forms.Form):
    """The uploaded file, and the sections that are to be imported into the draft."""

    content = forms.CharField(max_length=MAX_BYTES, strip=False, widget=forms.HiddenInput)
    chosen = forms.MultipleChoiceField(required=False)
    machine = forms.BooleanField(label=_("Machine translation, not reviewed"), required=False)
    engine = forms.CharField(label=_("Translation software"), max_length=100, required=False)

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        chosen = self.data.getlist("chosen") if hasattr(self.data, "getlist") else []
        self.fields["chosen"].choices = [(each, each) for each in chosen]  # type: ignore[attr-defined]

    def clean_content(self) -> XliffFile:
        return parse_file(self.cleaned_data["content"].encode())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned["file"] = cleaned.pop("content", None)
        return cleaned


class ImportedFileForm(forms.Form):
    """The uploaded file, to be checked again."""

    content = forms.CharField(max_length=MAX_BYTES, strip=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        return {"file": parse_file(cleaned["content"].encode())} if "content" in cleaned else {}


def parse_file(content: bytes) -> XliffFile:
    """Return the content of an XLIFF file. ValidationError with the reason if it cannot be imported."""
    try:
        return read(content)
    except UnreadableFile as failure:
        raise forms.ValidationError(UNREADABLE_REASONS[failure.reason], code=failure.reason) from failure
