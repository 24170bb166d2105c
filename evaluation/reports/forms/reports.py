"""The form of a report in Wagtail's admin."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.documents import get_document_model

from evaluation.reports.document import may_include_activities
from evaluation.reports.models import Report
from evaluation.reports.versions import needs_description
from networkapp.editing.permission_policies import networks_edited
from networkapp.forms.stable_slugs import StableSlugForm
from networkapp.models import Network
from networkapp.pages.forms import hide_invisible_choice, hide_invisible_references
from networkapp.pages.references import require_visible, require_visible_in
from networkapp.permissions import Action
from networkapp.registry.reports import known_parts


class ArchiveForm(forms.Form):
    """The filters of the list of reports."""

    network = forms.ChoiceField(label=gettext_lazy("Network"), required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), required=False, choices=[("", gettext_lazy("All kinds")), *Report.Kind.choices]
    )

    def __init__(self, data: Any, *, networks: Iterable[Network]) -> None:
        super().__init__(data)
        named = [(one.slug, one.name) for one in networks]
        self.fields["network"].choices = [("", gettext_lazy("All networks")), *named]


class ReportForm(StableSlugForm):
    """A report is given to, and kept by, a network whose reports the editor may write.

    PermissionDenied where its text or its document is something that the editor may not see.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["network"].queryset = networks_edited(user=self.for_user, may=Action.EDIT_REPORTS)
        hide_invisible_references(self, "body")
        hide_invisible_choice(self, "paper", user=self.for_user)

    def clean(self) -> dict[str, Any]:
        """Return the clean values; a further version of a report to the conference needs a note on its changes."""
        cleaned: dict[str, Any] = super().clean()
        # As they were sent: invalid input is shown again, too.
        require_visible_in(text=self["body"].data, user=self.for_user, before=self.initial.get("body"))
        paper = self["paper"].data
        if paper and paper != str(self.initial.get("paper")):
            require_visible(references=[(get_document_model(), paper)], user=self.for_user)
        self.instance.changes = cleaned.get("changes", "")
        kind, network, body = (cleaned.get(name) for name in ("kind", "network", "body"))
        chosen = {str(block.value) for block in body or () if block.block_type == "part"}
        if kind and network and chosen & known_parts.keys() and not may_include_activities(kind=kind, network=network):
            words = _(
                "Reports of this kind are public, but the network’s activities are not. Remove the parts about them."
            )
            self.add_error("kind", ValidationError(words))
        if "action-publish" in self.data and needs_description(self.instance):
            self.add_error("changes", ValidationError(_("Describe what changed in this version.")))
        return cleaned
