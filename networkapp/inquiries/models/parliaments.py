"""The ways in which each parliament questions its government, with their rules, and its calendar."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from networkapp.inquiries.rules.deadlines import CALENDAR_UNITS, AnswerRule, DeadlineUnit, LapseRule
from networkapp.models.delegations import Delegation
from networkapp.models.languages import LanguageTagField


class ParliamentInstrument(models.Model):
    """A type of question in a parliament, and the time within which it has to be answered.

    A rule is a `number` of a `unit`, or a unit alone that names a day of the parliament's calendar. Each chamber of a
    parliament that is a delegation of its own has its own instruments. Without `unit` no rule is known, and nobody
    invents one. `source` is where the rule can be read, as it was on `checked_on`; only samples have none. `opening`
    and `closing` are the words around the questions in the language of the parliament; "{addressee}" and "{title}" are
    replaced in them.
    """

    class Form(models.TextChoices):
        WRITTEN = "written", _("written question")
        ORAL = "oral", _("oral question")
        INTERPELLATION = "interpellation", _("interpellation")
        COMMITTEE = "committee", _("committee question")

    delegation = models.ForeignKey(
        Delegation,
        on_delete=models.CASCADE,
        related_name="parliament_instruments",
    )
    key = models.SlugField(
        _("key"), max_length=60, help_text=_("Short lower-case name that does not change, such as written-question.")
    )
    name = models.CharField(
        _("name in English"), max_length=200, help_text=_("For example written question or interpellation.")
    )
    own_name = models.CharField(_("name in the parliament’s language"), max_length=200, blank=True)
    language = LanguageTagField(
        _("language of the parliament"),
        default="en",
        help_text=_("Name or ISO 639 code, such as Italian or lld."),
    )
    form = models.CharField(
        _("form"),
        max_length=16,
        choices=Form,
        default=Form.WRITTEN,
    )
    addressee = models.CharField(
        _("Addressee"), max_length=200, help_text=_("Who receives the question, such as “the minister in charge”.")
    )
    opening = models.TextField(
        _("text before the questions"),
        blank=True,
    )
    closing = models.TextField(
        _("text after the questions"),
        blank=True,
    )
    number = models.PositiveSmallIntegerField(
        _("time to answer"),
        null=True,
        blank=True,
        help_text=_("Leave empty if no rule is known."),
    )
    unit = models.CharField(
        _("Unit"),
        max_length=14,
        blank=True,
        choices=[
            (DeadlineUnit.CALENDAR_DAYS.value, _("days")),
            (DeadlineUnit.WORKING_DAYS.value, _("working days")),
            (DeadlineUnit.WEEKDAYS.value, _("weekdays including Saturdays")),
            (DeadlineUnit.WEEKS.value, _("weeks")),
            (DeadlineUnit.MONTHS.value, _("months")),
            (DeadlineUnit.SITTING_DAYS.value, _("sitting days")),
            (DeadlineUnit.NEXT_SITTING.value, _("by the next sitting day")),
            (DeadlineUnit.NEXT_SESSION.value, _("by the next session")),
            (DeadlineUnit.END_OF_SESSION.value, _("before the end of the session")),
            (DeadlineUnit.END_OF_TERM.value, _("before the end of the electoral term")),
        ],
        help_text=_("What the number counts, or a date in the parliament’s calendar."),
    )
    starts_next_day = models.BooleanField(
        _("counted from the day after tabling"),
        default=True,
        help_text=_("Otherwise the day of tabling counts as the first."),
    )
    pauses_in_recess = models.BooleanField(
        _("paused in recess"), default=False, help_text=_("Recesses are entered as periods of the parliament.")
    )
    ends_on_working_day = models.BooleanField(
        _("moves to the next working day"),
        default=False,
        help_text=_("If the last day is a Saturday, a Sunday or a recorded holiday."),
    )
    lapses = models.CharField(
        _("Lapses unanswered"),
        max_length=8,
        blank=True,
        choices=[
            (LapseRule.SESSION.value, _("at the end of the session")),
            (LapseRule.TERM.value, _("at the end of the electoral term")),
        ],
    )
    rule_words = models.TextField(
        _("rule in words"),
        blank=True,
        help_text=_("In your own words, with the article number."),
    )
    source = models.URLField(
        _("source of the rule"),
        max_length=500,
        blank=True,
        help_text=_("Rules of procedure or law. Do not enter a rule without a source you have read."),
    )
    checked_on = models.DateField(_("checked on"), null=True, blank=True)
    is_sample = models.BooleanField(
        _("sample"),
        default=False,
        help_text=_("For sample countries only. Always shown with the entry."),
    )
    in_use = models.BooleanField(
        _("in use"),
        default=True,
        help_text=_("Instruments no longer in use are not offered. Earlier questions remain."),
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["delegation__code", "name"]
        verbose_name = _("parliamentary instrument")
        verbose_name_plural = _("parliamentary instruments")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["delegation", "key"], name="a_parliament_has_an_instrument_once"),
            models.CheckConstraint(
                condition=Q(number__isnull=True, unit__in=["", *sorted(unit.value for unit in CALENDAR_UNITS)])
                | (
                    Q(number__isnull=False, number__gte=1)
                    & ~Q(unit__in=["", *sorted(unit.value for unit in CALENDAR_UNITS)])
                ),
                name="a_rule_counts_units_or_names_a_day",
                violation_error_message=_(
                    "Enter a number and its unit. Leave the number empty if the rule names a date in the "
                    "calendar, and both empty if no rule is known."
                ),
            ),
            models.CheckConstraint(
                condition=Q(is_sample=True) | (~Q(source="") & Q(checked_on__isnull=False)),
                name="an_instrument_says_where_it_was_read",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.own_name})" if self.own_name and self.own_name != self.name else self.name

    @property
    def rule(self) -> AnswerRule | None:
        """Return the rule for networkapp.inquiries.rules.deadlines; None if none is known."""
        if not self.unit:
            return None
        return AnswerRule(
            number=self.number or 0,
            unit=DeadlineUnit(self.unit),
            starts_next_day=self.starts_next_day,
            pauses_in_recess=self.pauses_in_recess,
            ends_on_working_day=self.ends_on_working_day,
            lapses=LapseRule(self.lapses),
        )


class ParliamentPeriod(models.Model):
    """A period in the calendar of a parliament, including its first and last day.

    Sitting days are counted only within a period for which all are recorded: on its other days the parliament does not
    sit.
    """

    class Kind(models.TextChoices):
        SESSION = "session", _("session")
        TERM = "term", _("electoral term")
        RECESS = "recess", _("recess")
        HOLIDAY = "holiday", _("public holiday")
        SITTING = "sitting", _("sitting days")
        RECORDED = "recorded", _("period with all sitting days recorded")

    delegation = models.ForeignKey(
        Delegation,
        on_delete=models.CASCADE,
        related_name="parliament_periods",
    )
    kind = models.CharField(
        _("Kind"),
        max_length=8,
        choices=Kind,
        help_text=_("Some rules pause the time to answer in recesses or on holidays."),
    )
    name = models.CharField(_("name"), max_length=120, blank=True, help_text=_("For example summer recess."))
    begins_on = models.DateField(_("first day"), help_text=_("Included in the period."))
    ends_on = models.DateField(_("last day"), help_text=_("Included in the period."))
    source = models.URLField(_("Link to the source"), max_length=500, blank=True)
    is_sample = models.BooleanField(
        _("sample"),
        default=False,
        help_text=_("For sample countries only. Always shown with the entry."),
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["delegation__code", "begins_on", "kind"]
        verbose_name = _("parliamentary period")
        verbose_name_plural = _("parliamentary periods")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["delegation", "kind", "begins_on", "ends_on"], name="a_period_of_a_parliament_is_said_once"
            ),
            models.CheckConstraint(condition=Q(ends_on__gte=F("begins_on")), name="a_period_runs_forward"),
            models.CheckConstraint(condition=Q(is_sample=True) | ~Q(source=""), name="a_period_says_where_it_was_read"),
        ]

    def __str__(self) -> str:
        return f"{self.delegation.code}: {self.name or self.get_kind_display()} {self.begins_on} {self.ends_on}"


def calendar_periods(delegation: int) -> Any:
    """Return the periods of the parliament or chamber with this primary key and of the chamber's parliament, by first
    day."""
    found = ParliamentPeriod.objects.filter(Q(delegation=delegation) | Q(delegation__chambers=delegation))
    return found.distinct().order_by("begins_on", "pk")
