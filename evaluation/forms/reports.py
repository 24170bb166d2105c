"""The form of a report in Wagtail's admin."""

from typing import Any

from wagtail.admin.forms import WagtailAdminModelForm

from networkapp.domain.editing import networks_edited
from networkapp.permissions import Action


class ReportForm(WagtailAdminModelForm):  # type: ignore[misc]
    """A report is given to, and kept by, a network whose reports the editor may write."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["network"].queryset = networks_edited(user=self.for_user, may=Action.EDIT_REPORTS)
