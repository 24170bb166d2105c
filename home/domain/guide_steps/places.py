"""Pages of the demonstration where steps of several guides begin."""

from django.utils.translation import gettext_lazy as _

DESK = {"title": _("Your desk"), "address": "/desk/", "shows": "#needs", "rolls": True}
TOPIC = ("role=link[name=/Must not/]",)
SECOND_MEETING = ("role=link[name=/hotlines and what they show/]",)
FIRST_INQUIRY = ("role=link[name=/Identification and return of victims/]",)
