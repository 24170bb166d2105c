"""The form of a meeting in Wagtail's admin."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from networkapp.editing.permission_policies import networks_edited
from networkapp.forms.stable_slugs import StableSlugForm
from networkapp.languages.forms import RecordsOriginalMixin
from networkapp.networks.forms.subjects import SubjectsFormMixin
from networkapp.permissions import Action


class MeetingAdminForm(SubjectsFormMixin, StableSlugForm, RecordsOriginalMixin):
    """A meeting is given to, and kept by, a network whose meetings the editor may edit."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["network"].queryset = networks_edited(user=self.for_user, may=Action.EDIT_MEETINGS)

    def clean_date(self) -> Any:
        """Refuse another date for a meeting with start and end times, which are changed on its page."""
        chosen = self.cleaned_data["date"]
        if self.instance.starts_at is not None and chosen != self.instance.date:
            words = _("This meeting has start and end times. Change them on the meeting page; the date follows.")
            raise ValidationError(words, code="has_hours")
        return chosen

    def save(self, commit: bool = True) -> Any:
        """Save the meeting; a change of title, place, country or date raises its revision for calendars."""
        if self.instance.pk and {"title", "place", "country", "date"} & set(self.changed_data):
            self.instance.revision += 1
        return super().save(commit=commit)
