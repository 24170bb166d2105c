"""Minutes as a PDF that can be read out (PDF/UA-1)."""

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from networkapp.discussion.exports import ExportFile
from networkapp.documents.convert import ConversionError, DocumentFormat, make_document
from networkapp.errors import Refused
from networkapp.languages.languages import OF_MEETINGS
from networkapp.meetings.models import Minutes
from networkapp.meetings.queries.minutes import visible_minutes
from networkapp.models import this_site
from networkapp.rate_limits import check_rate_limit
from networkapp.users import User


def minutes_pdf(*, minutes: Minutes, user: User, address: str) -> ExportFile:
    """Return the minutes as `user`, to whom they are shown, finds them on the page, in the language of meetings.

    Moments are in the time zone of the meeting. Refused: `too_fast`; `not_made`, where something cannot be set.
    """
    check_rate_limit(user=user, act="exports")
    meeting = minutes.meeting
    with override(OF_MEETINGS), timezone.override(meeting.zone):
        # The text begins with the number and title of the meeting.
        title = f"{_('Minutes')}: {meeting.network.local_name}"
        context = {"minutes": minutes, "meeting": meeting, "reading": visible_minutes(minutes=minutes, user=user)}
        html = render_to_string("networkapp/meetings/minutes_file.html", {**context, "address": address})
        site, dated = str(this_site().local_name), minutes.approved_at or minutes.changed_at
        try:
            made = make_document(
                html=html, title=title, site=site, language=OF_MEETINGS, form=DocumentFormat.PDF, dated=dated
            )
        except ConversionError as failure:
            raise Refused("not_made", _("The PDF could not be created. Print the page instead.")) from failure
    name = f"{meeting.network.slug}-minutes-{meeting.number}.pdf"
    return ExportFile(name=name, content_type=DocumentFormat.PDF.content_type, content=made)
