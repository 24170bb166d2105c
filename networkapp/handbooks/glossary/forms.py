"""The form of a term in Wagtail's admin, and the one by which a reader looks for terms."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from networkapp.editing.permission_policies import networks_edited
from networkapp.languages.forms import RecordsOriginalMixin
from networkapp.models.content_languages import offered_languages
from networkapp.networks.forms.subjects import SubjectsFormMixin
from networkapp.permissions import Action


class GlossaryTermForm(SubjectsFormMixin, RecordsOriginalMixin):
    """A term is given to a network whose glossary the editor keeps, or to all."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        network = self.fields["network"]
        network.queryset = networks_edited(user=self.for_user, may=Action.EDIT_GLOSSARY)
        network.empty_label = _("All networks")


class GlossaryFilter(forms.Form):
    """The query and the language of the glossary."""

    q = forms.CharField(label=_("Search the glossary"), max_length=200, required=False)
    language = forms.ChoiceField(label=_("Language"), choices=offered_languages, required=False)

    def value(self, name: str) -> str:
        """Return the value of the field `name`; empty if nothing was entered, or something invalid."""
        self.is_valid()
        return str(self.cleaned_data.get(name) or "")
