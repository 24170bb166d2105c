"""Conventions, and what states did about them."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from evaluation.models.observations import ObservationFile
from networkapp.models.translations import LocalText, Translatable, Translation
from networkapp.text.partial_dates import PartialDate, read_partial, whole_day


class Instrument(ClusterableModel, Translatable):  # type: ignore[misc]
    """A convention, protocol, treaty or EU act. `aliases` are the names and chapter numbers that sources use for it.

    `in_force_on` is its own, general entry into force. `in_force_rule` says when it binds a state that joins later,
    never before that day: {"days": n or null, "months": n or null, "first_day_of_next_month": bool,
    "on_deposit": bool, "article": "42", "text": in words}. `leaving_rule` says in the same form when a denunciation
    takes effect. `organisation` decides which actions exist: see `evaluation/treaties/kinds.py`.
    """

    class Group(models.TextChoices):
        MAIN = "main", _("agreed list")
        RELATED = "related", _("related instruments")

    class Organisation(models.TextChoices):
        UN = "un", _("United Nations")
        COE = "coe", _("Council of Europe")
        ILO = "ilo", _("International Labour Organization")
        EU = "eu", _("European Union law")
        OTHER = "other", _("Other")

    key = models.SlugField(unique=True)
    symbol = models.CharField(_("symbol"), max_length=60)
    depositary = models.CharField(_("Depositary"), max_length=200, blank=True)
    aliases = models.JSONField(default=list, blank=True)
    organisation = models.CharField(_("Organisation"), max_length=8, choices=Organisation, default=Organisation.OTHER)
    opened_on = models.DateField(_("Opened for signature"), null=True, blank=True)
    signature_until = models.DateField(_("open for signature until"), null=True, blank=True)
    in_force_on = models.DateField(_("general entry into force"), null=True, blank=True)
    in_force_rule = models.JSONField(_("entry into force after consent"), default=dict, blank=True)
    leaving_rule = models.JSONField(_("effect of a denunciation"), default=dict, blank=True)
    url = models.URLField(_("web address"), max_length=500, blank=True)
    group = models.CharField(_("group"), max_length=12, choices=Group, default=Group.MAIN)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar[list[str]] = ["position", "key"]
        verbose_name = _("Treaty")
        verbose_name_plural = _("Treaties")

    def __str__(self) -> str:
        return f"{self.symbol}: {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("evaluation:instrument", args=[self.key])


class InstrumentTranslation(Translation):
    source = ParentalKey(Instrument, on_delete=models.CASCADE, related_name="translations")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "language"], name="one_translation_of_an_instrument")
        ]


class TreatyActionQuerySet(models.QuerySet["TreatyAction"]):
    """Treaty actions of states."""

    def current(self) -> Self:
        """Return the current statements of the sources, without what they have replaced since."""
        return self.filter(replaced_at__isnull=True)

    def with_kinds(self) -> Self:
        """Return the actions with their treaties, and the names that treaties give to kinds of their own."""
        return self.select_related("instrument", "own_kind").prefetch_related("own_kind__translations")


class TreatyAction(models.Model):
    """One action of one state on one treaty, as one source states it. Sources that disagree are side by side.

    A source may give several dates for one kind of action: a state can join again after it left. `date` is a day. If
    the source gives only a year or month, `period` has it ("1932", "2017-01"); if it gives neither, both are empty.
    `takes_effect_on` is a later day of effect, as of a denunciation. `as_of` is the date of the source's own edition,
    as exact as it is known, and `checked_on` the day of access.

    `PARTY` and `NOT_PARTY` are no actions but what lists of parties say: they are true as of `as_of`. `reservation` is
    the text of a reservation, a declaration, or of what withdraws one; `articles` names those of the treaty that it is
    about, and `territories` those that an extension or exclusion is about (ISO 3166-1, separated by spaces). From
    `replaced_at` on its source states something else, or it was removed: it stays, and no longer counts.
    """

    class Kind(models.TextChoices):
        SIGNED = "signed", pgettext_lazy("act of a state on a treaty", "signed")
        DEFINITIVE = "definitive", _("signed definitively")
        RATIFIED = "ratified", _("ratified")
        ACCEPTED = "accepted", pgettext_lazy("act of a state on a treaty", "accepted")
        APPROVED = "approved", pgettext_lazy("act of a state on a treaty", "approved")
        ACCEDED = "acceded", _("acceded")
        SUCCEEDED = "succeeded", _("succeeded")
        RESERVED = "reserved", _("made a reservation")
        DECLARED = "declared", _("made a declaration")
        WITHDREW = "withdrew", _("withdrew a reservation or declaration")
        DENOUNCED = "denounced", _("denounced")
        IN_FORCE = "in_force", _("in force")
        EXTENDED = "extended", _("extended to a territory")
        EXCLUDED = "excluded", _("excluded a territory")
        TRANSPOSED = "transposed", _("notified transposition")
        PARTY = "party", _("party")
        NOT_PARTY = "not_party", _("not a party")

    NAMES_IN_EU_LAW: ClassVar = {Kind.PARTY: _("bound"), Kind.NOT_PARTY: _("not bound")}

    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="actions")
    country = CountryField()
    kind = models.CharField(max_length=12, choices=Kind)
    own_kind = models.ForeignKey(
        "TreatyActKind", on_delete=models.PROTECT, null=True, blank=True, related_name="actions", verbose_name=_("Kind")
    )
    date = models.DateField(null=True, blank=True)
    period = models.CharField(max_length=7, blank=True)
    takes_effect_on = models.DateField(null=True, blank=True)
    articles = models.CharField(max_length=120, blank=True)
    territories = models.CharField(max_length=60, blank=True)
    reservation = models.TextField(blank=True)
    source = models.CharField(max_length=300)
    source_url = models.URLField(max_length=500, blank=True)
    as_of = models.CharField(max_length=10, blank=True)
    checked_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now)
    replaced_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = TreatyActionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["instrument", "country", "date", "pk"]
        verbose_name = _("treaty action")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["instrument", "country", "kind", "source", "date", "articles", "territories"],
                name="a_source_gives_a_day_once",
            ),
            models.UniqueConstraint(
                fields=["instrument", "country", "kind", "source", "period", "articles", "territories"],
                condition=models.Q(date__isnull=True),
                name="a_source_leaves_a_day_open_once",
            ),
            models.CheckConstraint(
                condition=models.Q(date__isnull=True) | models.Q(period=""), name="a_day_or_a_period_not_both"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.country} {self.kind} {self.instrument.symbol}"

    @property
    def label(self) -> LocalText:
        """Return the name of the action: that of its own kind, or of EU law, if it has one."""
        if self.own_kind is not None:
            return self.own_kind.local_title
        name: Any = self.get_kind_display()
        if self.instrument.organisation == Instrument.Organisation.EU:
            name = self.NAMES_IN_EU_LAW.get(self.kind, name)
        return LocalText(str(name), get_language() or "en")

    @property
    def when(self) -> PartialDate | None:
        """Return the day, month or year in which it happened; None if the source gives none."""
        if self.date:
            return whole_day(self.date)
        return read_partial(self.period) if self.period else None

    @property
    def stated_on(self) -> PartialDate | None:
        """Return the date of the source's edition, or else the day on which it was checked."""
        if self.as_of:
            return read_partial(self.as_of)
        return whole_day(self.checked_on) if self.checked_on else None


class TreatyActKind(ClusterableModel, Translatable):  # type: ignore[misc]
    """A kind of act that some treaties know beside the usual ones, such as a formal confirmation.

    It does what the usual act `works_as` does. `aliases` are the words that sources use for it, in lower case.
    """

    key = models.SlugField(unique=True)
    works_as = models.CharField(_("equivalent to"), max_length=12, choices=TreatyAction.Kind)
    aliases = models.JSONField(default=list, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar[list[str]] = ["position", "key"]
        verbose_name = _("kind of treaty action")
        verbose_name_plural = _("kinds of treaty actions")

    def __str__(self) -> str:
        return self.title


class TreatyActKindTranslation(Translation):
    source = ParentalKey(TreatyActKind, on_delete=models.CASCADE, related_name="translations")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "language"], name="one_translation_of_a_kind_of_act")
        ]


class TreatyChange(models.Model):
    """One change of what the register states, stored permanently: from what to what, and by which file or person.

    `before` and `after` hold the data of an action (`SAID` in treaties/); a new action had nothing before.
    """

    class Kind(models.TextChoices):
        ADDED = "added", _("added")
        CORRECTED = "corrected", _("corrected")
        REPLACED = "replaced", _("removed by its source")
        TAKEN_BACK = "taken_back", _("withdrawn")
        SAID_AGAIN = "said_again", _("restored by its source")

    action = models.ForeignKey(TreatyAction, on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=12, choices=Kind)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    reason = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    file = models.ForeignKey(ObservationFile, on_delete=models.PROTECT, null=True, related_name="+")
    line = models.PositiveIntegerField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-at", "-pk"]
        verbose_name = _("change in the register")

    def __str__(self) -> str:
        return f"{self.action}: {self.get_kind_display()}"


class SeriesInstrument(models.Model):
    """A treaty about which a criterion asks: whether the state is bound by it, or since which day.

    The register's data are offered as the answer of a country; the criterion's kind says which of the two.
    """

    series_id = models.CharField(_("series of the criterion"), max_length=12, unique=True)
    instrument = models.ForeignKey(Instrument, on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["series_id"]
        verbose_name = _("treaty of a series")
        verbose_name_plural = _("treaties of a series")

    def __str__(self) -> str:
        return f"{self.series_id}: {self.instrument}"
