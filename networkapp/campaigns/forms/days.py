"""Forms of awareness days. The rules are in campaigns/actions/days.py."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from networkapp.editing.permission_policies import networks_edited
from networkapp.forms.choices import NameField
from networkapp.forms.content_warnings import ContentWarningForm
from networkapp.forms.stable_slugs import StableSlugForm
from networkapp.languages.choices import LanguageField
from networkapp.languages.forms import RecordsOriginalMixin
from networkapp.permissions import Action

LONGEST_TEXT = 2_000


class DayActivityForm(ContentWarningForm):
    """A network's activity on an awareness day in one language; translations are added in Wagtail's admin."""

    guarded = ("title", "text")

    title = NameField(label=_("Activity"), max_length=300)
    text = forms.CharField(
        label=_("Details"), required=False, max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 5})
    )
    language = LanguageField(label=_("Language"))
    link = forms.URLField(label=_("Address"), required=False, max_length=500, assume_scheme="https")
    client_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class DayForm(StableSlugForm, RecordsOriginalMixin):
    """An awareness day, in several languages."""


class DayActivityEditForm(RecordsOriginalMixin):
    """A deed in Wagtail's admin: of a network whose campaigns the editor keeps."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["network"].queryset = networks_edited(user=self.for_user, may=Action.EDIT_CAMPAIGNS)
