"""Hotlines in Wagtail's admin."""

from networkapp.models import Hotline
from networkapp.views.editors import OfOwnAndShared


class HotlineViewSet(OfOwnAndShared):
    model = Hotline
    icon = "mobile-alt"
    list_display = ["title", "country", "number", "network", "checked_on", "withdrawn_at"]
    search_fields = ["title", "number", "whom"]
