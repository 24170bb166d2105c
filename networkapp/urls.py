"""Addresses of networkapp; one list per topic, in views/."""

from networkapp.views import discussion, files, handbooks, library, meetings, search

app_name = "networkapp"
urlpatterns = [
    *discussion.urlpatterns,
    *files.urlpatterns,
    *handbooks.urlpatterns,
    *library.urlpatterns,
    *meetings.urlpatterns,
    *search.urlpatterns,
]
