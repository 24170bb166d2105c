"""Uploaded files. discussion/actions/uploads.py decides which are accepted."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from networkapp.conf import setting
from networkapp.discussion.models.attachments import DESCRIPTION_LENGTH
from networkapp.forms.content_warnings import ContentWarningForm
from networkapp.forms.files import FileInput, FilesField
from networkapp.text.keys import as_key
from networkapp.text.personal_data_warnings import find_warnings


class Descriptions(dict[int, str]):
    """The descriptions of pictures, by their number; as a text, all of them."""

    def __str__(self) -> str:
        return "\n".join(self.values())


class DescriptionsInput(forms.Widget):
    """Each of several pictures has its number and its words in the form, one after the other."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Descriptions:
        if not hasattr(data, "getlist"):
            return Descriptions()
        pairs = zip(data.getlist("describes"), data.getlist(name), strict=False)
        return Descriptions({key: words for number, words in pairs if (key := as_key(number)) is not None})


class DescriptionsField(forms.Field):
    """The descriptions of the pictures in the composer, each of them optional."""

    widget = DescriptionsInput

    def __init__(self) -> None:
        super().__init__(required=False)


class FilesForm(forms.Form):
    """The files of a form, under its key, and what pictures of before show, where that names nobody."""

    files = FilesField()
    described = DescriptionsField()
    client_key = forms.UUIDField()

    def clean_described(self) -> Descriptions:
        """Return the descriptions; none if they may contain personal data that their writer has not confirmed yet."""
        descriptions: Descriptions = self.cleaned_data["described"]
        return Descriptions() if find_warnings(str(descriptions)[: setting("MESSAGE_MAX_BYTES")]) else descriptions


class DescriptionForm(ContentWarningForm):
    """The description of a picture for people who cannot see it."""

    guarded = ("description",)

    description = forms.CharField(
        label=_("Picture description"),
        help_text=_("Read aloud by screen readers."),
        required=False,
        widget=forms.TextInput(attrs={"maxlength": DESCRIPTION_LENGTH}),
    )


class VersionForm(forms.Form):
    """The form for a new version of an attachment."""

    file = forms.FileField(
        label=_("New version"),
        allow_empty_file=True,
        widget=FileInput,
        error_messages={"required": _("Choose a file.")},
    )
    client_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
