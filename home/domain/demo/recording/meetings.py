"""Meetings of the demonstration, as they are given."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from networkapp.meetings.models import AgendaItem, Meeting, MeetingGuest, MeetingState, MeetingTranslation
from networkapp.models import Network, Subject


@transaction.atomic
def record_meeting(
    *,
    network: Network,
    number: int,
    slug: str,
    date: date,
    place: str,
    country: str,
    theme: Mapping[str, str],
    text: str = "",
    subjects: Iterable[Subject] = (),
    agenda: Sequence[str] = (),
    guests: Sequence[str] = (),
) -> Meeting:
    """The network has this meeting, as it is given here. `theme` is a text by language, "en" being the original."""
    state = MeetingState.HELD if date < timezone.localdate() else MeetingState.ANNOUNCED
    fields = {"slug": slug, "date": date, "place": place, "country": country, "title": theme["en"], "text": text}
    fields = {**fields, "state": state}
    meeting, _created = Meeting.objects.update_or_create(network=network, number=number, defaults=fields)
    meeting.subjects.set(subjects)
    # An item stays the same row, since topics may be about it.
    meeting.agenda.filter(position__gt=len(agenda)).delete()
    for position, title in enumerate(agenda, start=1):
        AgendaItem.objects.update_or_create(meeting=meeting, position=position, defaults={"title": title})
    meeting.guests.all().delete()
    MeetingGuest.objects.bulk_create(
        MeetingGuest(meeting=meeting, position=position, name=name) for position, name in enumerate(guests, start=1)
    )
    for language in sorted(theme.keys() - {"en"}):
        MeetingTranslation.objects.update_or_create(
            source=meeting,
            language=language,
            defaults={"title": theme[language], "source_hash": meeting.source_hash},
        )
    return meeting
