"""Addresses of dossiers; each module of views lists its own."""

from networkapp.dossiers.views import conversions, dossiers

urlpatterns = [
    *conversions.urlpatterns,
    *dossiers.urlpatterns,
]
