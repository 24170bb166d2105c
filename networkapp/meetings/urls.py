"""Addresses of meetings and calendars; each module of views lists its own."""

from networkapp.meetings.views import agenda, attendance, calendars, meetings, minutes, packs

urlpatterns = [
    *agenda.urlpatterns,
    *attendance.urlpatterns,
    *calendars.urlpatterns,
    *packs.urlpatterns,
    *meetings.urlpatterns,
    *minutes.urlpatterns,
]
