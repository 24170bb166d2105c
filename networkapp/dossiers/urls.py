"""Addresses of dossiers; each module of views lists its own."""

from networkapp.dossiers.views import agenda_notes, conversions, dossiers

urlpatterns = [
    *agenda_notes.urlpatterns,
    *conversions.urlpatterns,
    *dossiers.urlpatterns,
]
