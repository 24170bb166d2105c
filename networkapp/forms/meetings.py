"""The form of a meeting in Wagtail's admin."""

from typing import Any

from wagtail.admin.forms import WagtailAdminModelForm

from networkapp.domain.editing import networks_edited
from networkapp.permissions import Action


class MeetingForm(WagtailAdminModelForm):  # type: ignore[misc]
    """A meeting is given to, and kept by, a network whose meetings the editor may edit."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["network"].queryset = networks_edited(user=self.for_user, may=Action.EDIT_MEETINGS)
