"""Addresses of campaigns and awareness days; each module of views lists its own."""

from networkapp.campaigns.views import campaigns, days

urlpatterns = [
    *campaigns.urlpatterns,
    *days.urlpatterns,
]
