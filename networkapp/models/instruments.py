"""How each parliament asks its government: instruments with their rule, and the calendar that the rule runs on."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from networkapp.models.delegations import Delegation
from networkapp.rules.deadlines import Lapses, Rule, Unit


class ParliamentInstrument(models.Model):
    """A form in which a parliament asks its government, and within what time it has to be answered.

    Without `unit` and `number` no rule is known, and nobody makes one up. `source` is where the rule can be read, as it
    was on `checked_on`; only samples do without. `opening` and `closing` are the words around the questions in
    the language of the parliament; "{addressee}" and "{title}" stand in them for what they say.
    """

    class Form(models.TextChoices):
        WRITTEN = "written", _("written question")
        ORAL = "oral", _("oral question")
        INTERPELLATION = "interpellation", _("interpellation")
        COMMITTEE = "committee", _("question of a committee")

    delegation = models.ForeignKey(Delegation, on_delete=models.CASCADE, related_name="parliament_instruments")
    key = models.SlugField(_("key"), max_length=60)
    name = models.CharField(_("name in English"), max_length=200)
    own_name = models.CharField(_("name in its own language"), max_length=200, blank=True)
    language = models.CharField(_("language of the parliament"), max_length=12, default="en")
    form = models.CharField(_("form"), max_length=16, choices=Form, default=Form.WRITTEN)
    addressee = models.CharField(_("addressee"), max_length=200)
    opening = models.TextField(_("words before the questions"), blank=True)
    closing = models.TextField(_("words after the questions"), blank=True)
    number = models.PositiveSmallIntegerField(_("time to answer"), null=True, blank=True)
    unit = models.CharField(
        _("counted in"),
        max_length=14,
        blank=True,
        choices=[
            (Unit.CALENDAR_DAYS.value, _("days")),
            (Unit.WORKING_DAYS.value, _("working days")),
            (Unit.WEEKDAYS.value, _("weekdays, Saturdays included")),
            (Unit.WEEKS.value, _("weeks")),
            (Unit.MONTHS.value, _("months")),
            (Unit.SITTING_DAYS.value, _("sitting days")),
        ],
    )
    starts_next_day = models.BooleanField(_("counted from the day after it is tabled"), default=True)
    pauses_in_recess = models.BooleanField(_("does not run in recess"), default=False)
    ends_on_working_day = models.BooleanField(_("moves to the next working day"), default=False)
    lapses = models.CharField(
        _("lapses unanswered"),
        max_length=8,
        blank=True,
        choices=[
            (Lapses.SESSION.value, _("at the end of the session")),
            (Lapses.TERM.value, _("at the end of the term")),
        ],
    )
    rule_words = models.TextField(_("the rule in words"), blank=True)
    source = models.URLField(_("where the rule can be read"), max_length=500, blank=True)
    checked_on = models.DateField(_("read on"), null=True, blank=True)
    is_sample = models.BooleanField(_("made up as a sample"), default=False)
    in_use = models.BooleanField(_("in use"), default=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["delegation__code", "name"]
        verbose_name = _("instrument of a parliament")
        verbose_name_plural = _("instruments of parliaments")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["delegation", "key"], name="a_parliament_has_an_instrument_once"),
            models.CheckConstraint(
                condition=Q(number__isnull=True, unit="") | (Q(number__isnull=False, number__gte=1) & ~Q(unit="")),
                name="a_rule_has_a_number_and_a_unit",
            ),
            models.CheckConstraint(
                condition=Q(is_sample=True) | (~Q(source="") & Q(checked_on__isnull=False)),
                name="an_instrument_says_where_it_was_read",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.own_name})" if self.own_name and self.own_name != self.name else self.name

    @property
    def rule(self) -> Rule | None:
        """The rule as networkapp.rules.deadlines reckons with it; None where none is known."""
        if self.number is None:
            return None
        return Rule(
            number=self.number,
            unit=Unit(self.unit),
            starts_next_day=self.starts_next_day,
            pauses_in_recess=self.pauses_in_recess,
            ends_on_working_day=self.ends_on_working_day,
            lapses=Lapses(self.lapses),
        )


class ParliamentPeriod(models.Model):
    """A stretch of days in the calendar of a parliament, its first and its last day included.

    Sitting days are counted only within a stretch of which all are recorded: on its other days nobody sits.
    """

    class Kind(models.TextChoices):
        SESSION = "session", _("session")
        TERM = "term", _("electoral term")
        RECESS = "recess", _("recess")
        HOLIDAY = "holiday", _("public holiday")
        SITTING = "sitting", _("sitting days")
        RECORDED = "recorded", _("period of which all sitting days are recorded")

    delegation = models.ForeignKey(Delegation, on_delete=models.CASCADE, related_name="parliament_periods")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    name = models.CharField(_("name"), max_length=120, blank=True)
    begins_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    source = models.URLField(_("where it can be read"), max_length=500, blank=True)
    is_sample = models.BooleanField(_("made up as a sample"), default=False)

    class Meta:
        ordering: ClassVar[list[str]] = ["delegation__code", "begins_on", "kind"]
        verbose_name = _("period of a parliament")
        verbose_name_plural = _("periods of parliaments")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["delegation", "kind", "begins_on", "ends_on"], name="a_period_of_a_parliament_is_said_once"
            ),
            models.CheckConstraint(condition=Q(ends_on__gte=F("begins_on")), name="a_period_runs_forward"),
            models.CheckConstraint(condition=Q(is_sample=True) | ~Q(source=""), name="a_period_says_where_it_was_read"),
        ]

    def __str__(self) -> str:
        return f"{self.delegation.code}: {self.name or self.get_kind_display()} {self.begins_on} {self.ends_on}"


def calendar_rows(delegation: Delegation) -> Any:
    """The periods of a parliament, by their first day."""
    return ParliamentPeriod.objects.filter(delegation=delegation).order_by("begins_on", "pk")
