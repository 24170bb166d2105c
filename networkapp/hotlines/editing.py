"""Hotlines in Wagtail's admin."""

from networkapp.editing.files import OfOwnAndShared
from networkapp.hotlines.models import Hotline


class HotlineViewSet(OfOwnAndShared):
    model = Hotline
    icon = "mobile-alt"
    list_display = ["title", "country", "number", "network", "checked_on", "withdrawn_at"]
    search_fields = ["title", "number", "whom"]
