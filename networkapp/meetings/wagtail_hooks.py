"""Meetings in Wagtail's admin."""

from wagtail.snippets.models import register_snippet

from networkapp.meetings.editing import MeetingPolicy, MeetingViewSet
from networkapp.meetings.forms.editing import MeetingAdminForm
from networkapp.meetings.models import Meeting
from networkapp.permissions import Action
from networkapp.policies import register_policy

# Here, since models know no forms.
Meeting.base_form_class = MeetingAdminForm
register_policy(Meeting, MeetingPolicy(Meeting, may=Action.EDIT_MEETINGS, network="network"))
register_snippet(MeetingViewSet)
