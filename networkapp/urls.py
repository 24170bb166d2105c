"""Addresses of networkapp; one list per topic, in views/."""

from networkapp.views import discussion

app_name = "networkapp"
urlpatterns = [
    *discussion.urlpatterns,
]
