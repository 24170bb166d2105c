"""The forms of how parliaments ask, in Wagtail's admin. What the database would refuse is refused here, in words."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm


class InstrumentForm(WagtailAdminModelForm):  # type: ignore[misc]
    """A type of question says where its rule was read, and when; one that is made up as a sample need not."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if not cleaned.get("is_sample"):
            if "source" not in self.errors and not cleaned.get("source"):
                self.add_error("source", _("Enter the address of the source."))
            if "checked_on" not in self.errors and not cleaned.get("checked_on"):
                self.add_error("checked_on", _("Enter the day on which someone checked the rule there."))
        return cleaned


class ParliamentPeriodForm(WagtailAdminModelForm):  # type: ignore[misc]
    """The form of a period: its last day is not before its first, and it names a source unless it is a sample."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        begins, ends = cleaned.get("begins_on"), cleaned.get("ends_on")
        if begins and ends and ends < begins:
            self.add_error("ends_on", _("The last day cannot be before the first day."))
        if "source" not in self.errors and not cleaned.get("is_sample") and not cleaned.get("source"):
            self.add_error("source", _("Enter the address of the source."))
        return cleaned
