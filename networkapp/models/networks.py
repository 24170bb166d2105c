"""Networks: spaces with members, and the two forms of the question who may do what in them."""

from datetime import datetime
from typing import Any, ClassVar, Self
from zoneinfo import ZoneInfo

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from networkapp.errors import NotAllowed
from networkapp.models.delegations import Delegation
from networkapp.models.held_seats import remembered_seats
from networkapp.models.participation import ParticipationRecord
from networkapp.models.seats import Seat
from networkapp.models.site_settings import this_site
from networkapp.models.translations import LocalText, text_in_language, texts_in_other_languages
from networkapp.permissions import ALLOWED, Action, Role
from networkapp.users import AnyUser, is_signed_in

LONGEST_MINIMUM = 30 * 24
"""The most hours that a network can ask of its silence and written procedures."""


class NetworkQuerySet(models.QuerySet["Network"]):
    """Networks, by permission."""

    def where(self, user: AnyUser | None, *, may: Action, at: Any = None) -> Self:
        """Return the networks in which `user` can do `may`, by their current seats."""
        return self.filter(networks_allowing(user, ALLOWED[may], at))

    def alphabetical(self) -> Self:
        return self.order_by("name")


def networks_allowing(user: AnyUser | None, roles: frozenset[Role], at: Any = None) -> Q:
    """Return the condition for networks in which `user` has one of `roles`."""
    public = Q(visibility=Network.Visibility.PUBLIC) if Role.ANYONE in roles else Q()
    if not is_signed_in(user) or not user.is_active:
        return public or Q(pk__in=[])
    open_to_members = Q(visibility__in=[Network.Visibility.PUBLIC, Network.Visibility.MEMBERS])
    remembered = remembered_seats(user) if at is None else None
    if remembered is not None:
        condition = public | Q(pk__in=remembered.networks_with(roles))
        return condition | open_to_members if Role.SEATED in roles and remembered.roles else condition
    seats = Seat.objects.current(at).filter(user=user)
    condition = public | Q(pk__in=seats.with_role(roles).values("network"))
    return condition | open_to_members & Q(models.Exists(seats)) if Role.SEATED in roles else condition


class Network(models.Model):  # type: ignore[django-manager-missing]
    """A space with members: one per national or regional parliament, and the joint network of all."""

    class Kind(models.TextChoices):
        NATIONAL = "national", _("national network")
        REGIONAL = "regional", _("regional network")
        JOINT = "joint", _("joint network")
        SAMPLE = "sample", _("sample network")

    class Visibility(models.TextChoices):
        PUBLIC = "public", _("public")
        MEMBERS = "members", _("members of all networks")
        CLOSED = "closed", _("closed: its members only")

    slug = models.SlugField(unique=True)
    name = models.CharField(_("name"), max_length=200)
    names = models.JSONField(_("Name in other languages"), default=dict, blank=True)
    purpose = models.TextField(_("Purpose"), blank=True)
    purposes = models.JSONField(_("Purpose in other languages"), default=dict, blank=True)
    kind = models.CharField(_("Kind"), max_length=12, choices=Kind, default=Kind.NATIONAL)
    visibility = models.CharField(_("Visibility"), max_length=12, choices=Visibility, default=Visibility.CLOSED)
    delegations: "models.ManyToManyField[Delegation, Any]" = models.ManyToManyField(
        Delegation, related_name="networks", blank=True, verbose_name=_("Delegations")
    )
    shows_presence = models.BooleanField(
        _("show who is here and who is writing"),
        default=False,
        help_text=_(
            "If presence is shown, members who can read a topic see who has it open and who is writing. Presence is "
            "never stored. Members can hide theirs, but then they cannot see other people’s."
        ),
    )
    emails_carry_text = models.BooleanField(
        _("include message text in e-mails"),
        default=False,
        help_text=_("If not ticked, e-mails say that there is a message, without its topic or text."),
    )
    tables_unreleased = models.BooleanField(
        _("table questions without approval"),
        default=False,
        help_text=_(
            "The chair, vice-chairs and secretariat can record a question as tabled without a member’s approval."
        ),
    )
    time_zone = models.CharField(
        _("Time zone"),
        max_length=64,
        blank=True,
        help_text=_("Decisions are dated in this time zone. Leave empty to use the site’s time zone."),
    )
    shortest_procedure_hours = models.PositiveSmallIntegerField(
        _("shortest silence and written procedure, in hours"),
        default=72,
        validators=[MaxValueValidator(LONGEST_MINIMUM)],
        help_text=_("Silence and written procedures run for at least this many hours. 72 hours are 3 days."),
    )
    last_sequence = models.PositiveBigIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = NetworkQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["name"]
        verbose_name = _("Network")
        verbose_name_plural = _("Networks")

    def __str__(self) -> str:
        return str(self.local_name)

    def get_absolute_url(self) -> str:
        return reverse("networkapp:network", args=[self.slug])

    @property
    def zone(self) -> ZoneInfo:
        """Return the time zone of the network's deadlines."""
        return ZoneInfo(self.time_zone) if self.time_zone else this_site().zone

    @property
    def local_name(self) -> LocalText:
        """Return the name in the reader's language, or the original, which citations, files, APIs and logs always
        use."""
        return text_in_language(self.name, self.names)

    @property
    def unspoken_names(self) -> list[LocalText]:
        """Return the names in languages that the interface does not speak, which no reader gets as `local_name`."""
        return texts_in_other_languages(self.names)

    @property
    def local_purpose(self) -> LocalText:
        """Return the purpose in the reader's language, or as it was written."""
        return text_in_language(self.purpose, self.purposes)

    @property
    def unspoken_purposes(self) -> list[LocalText]:
        """Return the purpose in languages that the interface does not speak."""
        return texts_in_other_languages(self.purposes)

    def participating_delegations(self, at: datetime | None = None) -> "models.QuerySet[Delegation]":
        """Return its delegations without those that are suspended, or have withdrawn, at this moment."""
        absences = ParticipationRecord.objects.absences(at).filter(network=self, delegation=models.OuterRef("pk"))
        return self.delegations.filter(~models.Exists(absences))

    def absence_of(self, delegation: Delegation, at: datetime | None = None) -> ParticipationRecord | None:
        """Return the record by which the delegation does not take part at this moment; None if it does."""
        absences = ParticipationRecord.objects.absences(at).filter(network=self, delegation=delegation)
        found: ParticipationRecord | None = absences.first()
        return found

    def allows(self, user: AnyUser | None, action: Action) -> bool:
        """Return whether `user` is allowed `action` in the network now."""
        return bool(Network.objects.filter(pk=self.pk).where(user, may=action).exists())

    def require(self, user: AnyUser, action: Action) -> None:
        """Raise NotAllowed unless `user` can do `action` in the network."""
        if not self.allows(user, action):
            raise NotAllowed(action)
