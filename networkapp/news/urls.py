"""Addresses of news; each module of views lists its own."""

from networkapp.news.views import feeds, news

urlpatterns = [
    *feeds.urlpatterns,
    *news.urlpatterns,
]
