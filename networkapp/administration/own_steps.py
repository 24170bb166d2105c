"""The first steps that networkapp itself registers: their status, and their screens."""

from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from networkapp.models import Capacity, Delegation, Network, Seat, Subject, this_site
from networkapp.registry.site_administration import FirstStep, StepState, register_first_step


def _settings(_user: Any) -> str:
    return reverse("wagtailsettings:edit", args=["networkapp", "sitesettings"])


def _list_of(model: str) -> Any:
    return lambda _user: reverse(f"wagtailsnippets_networkapp_{model}:list")


def name() -> StepState:
    """Return the state of the step "name of the site"; it is done when the site has a name."""
    known = this_site().name
    return StepState(words=known or _("No name yet"), is_done=bool(known))


def languages() -> StepState:
    """Return the state of the step "languages": content languages and time zone are chosen on the site."""
    site = this_site()
    chosen = len(site.content_languages)
    content = ngettext("%(n)s content language", "%(n)s content languages", chosen) % {"n": chosen}
    spoken = _("content in the %(n)s interface languages") % {"n": len(settings.LANGUAGES)}
    values = {"languages": content if chosen else spoken, "zone": site.zone}
    words = _("%(languages)s; time zone %(zone)s") % values
    return StepState(words=words, is_done=bool(chosen or site.time_zone))


def subjects() -> StepState:
    """Return the state of the step "subjects", with their number; it is done when one is offered."""
    number = Subject.objects.offered().count()
    return StepState(words=ngettext("%(n)s subject", "%(n)s subjects", number) % {"n": number}, is_done=number > 0)


def delegations() -> StepState:
    """Return the state of the step "delegations", with their number; it is done when there is one."""
    number = Delegation.objects.count()
    words = ngettext("%(n)s delegation", "%(n)s delegations", number) % {"n": number}
    return StepState(words=words, is_done=number > 0)


def networks() -> StepState:
    """Return the state of the step "networks", with their number; it is done when there is one."""
    number = Network.objects.count()
    return StepState(words=ngettext("%(n)s network", "%(n)s networks", number) % {"n": number}, is_done=number > 0)


def seats() -> StepState:
    """Return the state of the step "seats": each network needs a secretariat, which invites everyone else."""
    number, without = Network.objects.count(), _without_secretariat().count()
    words = _("Networks with a secretariat: %(with)s of %(n)s") % {"with": number - without, "n": number}
    return StepState(words=words if number else _("No networks yet"), is_done=number > 0 and not without)


def first_seats_address(_user: Any) -> str:
    """Return the screen of the network that needs its first seats; the list of networks where several do or none."""
    waiting = list(_without_secretariat().values_list("pk", flat=True)[:2])
    if len(waiting) == 1:
        return reverse("networkapp_first_seats", args=waiting)
    return reverse("wagtailsnippets_networkapp_network:list")


def _without_secretariat() -> Any:
    seats = Seat.objects.current().filter(network=OuterRef("pk"), capacity=Capacity.SECRETARIAT, user__is_active=True)
    return Network.objects.filter(~Exists(seats))


OWN = (
    ("name", gettext_lazy("Name the site"), name, _settings),
    ("languages", gettext_lazy("Choose languages and time zone"), languages, _settings),
    ("subjects", gettext_lazy("Add subjects"), subjects, _list_of("subject")),
    ("delegations", gettext_lazy("Add delegations"), delegations, _list_of("delegation")),
    ("networks", gettext_lazy("Create networks"), networks, _list_of("network")),
    ("seats", gettext_lazy("Assign first seats"), seats, first_seats_address),
)


def register_steps() -> None:
    """Register the first steps of networkapp itself, in the order of `OWN`."""
    for place, (key, title, state, address) in enumerate(OWN, start=1):
        register_first_step(FirstStep(key=key, title=title, order=place * 10, state=state, address=address))
