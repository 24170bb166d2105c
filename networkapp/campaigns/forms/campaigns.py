"""The filters of the list of campaigns, and the form of a campaign in Wagtail's admin."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from networkapp.editing.permission_policies import networks_edited
from networkapp.forms.stable_slugs import StableSlugForm
from networkapp.languages.forms import RecordsOriginalMixin
from networkapp.models import Network, NetworkCollection
from networkapp.networks.forms.subjects import SubjectFilter, SubjectsFormMixin
from networkapp.pages.forms import hide_invisible_choice
from networkapp.permissions import Action
from networkapp.text.partial_dates import is_before
from networkapp.users import AnyUser

SUBJECT, COUNTRY, YEAR, NETWORK = "subject", "country", "year", "network"


class CampaignFilter(SubjectFilter):
    """The filters of the list of campaigns: subject, network, country and year."""

    network = forms.ModelChoiceField(Network.objects.none(), to_field_name="slug", required=False)
    country = forms.RegexField(regex=r"^[A-Za-z]{2}$", required=False)
    year = forms.IntegerField(min_value=1900, max_value=9998, required=False)

    def __init__(self, *args: Any, user: AnyUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[NETWORK].queryset = Network.objects.where(user, may=Action.SEE)  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, Any]:
        """Return the filters for `list_campaigns`. An invalid value is ignored."""
        country = self.value(COUNTRY)
        others = {name: self.value(name) for name in (SUBJECT, YEAR, NETWORK)}
        return {**others, COUNTRY: country.upper() if country else None}


class CampaignForm(SubjectsFormMixin, StableSlugForm, RecordsOriginalMixin):
    """A campaign is given to a network whose campaigns the editor keeps, with documents that lie in its collection."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["network"].queryset = networks_edited(user=self.for_user, may=Action.EDIT_CAMPAIGNS)
        for child in self.formsets["material"].forms:
            hide_invisible_choice(child, "document", user=self.for_user)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        begins, ends = cleaned.get("begins"), cleaned.get("ends")
        if begins and ends and is_before(ends, begins):
            self.add_error("ends", _("The end cannot be before the start."))
        return cleaned

    def is_valid(self) -> bool:
        """Validate the form; documents are checked once the network is known."""
        valid = bool(super().is_valid())
        strange = [child for child in self.formsets["material"].forms if self._lies_elsewhere(child)]
        for child in strange:
            child.add_error("document", _("Choose a document from the network’s own collection."))
        return valid and not strange

    def _lies_elsewhere(self, child: Any) -> bool:
        values = getattr(child, "cleaned_data", {})
        document, network = values.get("document"), self.cleaned_data.get("network")
        if document is None or network is None or values.get("DELETE"):
            return False
        kept = NetworkCollection.objects.select_related("collection").filter(
            network=network, holds=NetworkCollection.ContentKind.HANDBOOKS
        )
        return not any(document.collection.path.startswith(one.collection.path) for one in kept)
