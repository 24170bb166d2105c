"""How each parliament asks its government: instruments with their rule, and the calendar that the rule runs on."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from networkapp.models.delegations import Delegation
from networkapp.models.languages import LanguageTagField
from networkapp.rules.deadlines import BY_CALENDAR, Lapses, Rule, Unit


class ParliamentInstrument(models.Model):
    """A form in which a parliament asks its government, and within what time it has to be answered.

    A rule is a `number` of a `unit`, or a unit alone that names a day of the parliament's calendar. Each chamber of a
    parliament that is a delegation of its own has its own instruments. Without `unit` no rule is known, and nobody
    makes one up. `source` is where the rule can be read, as it was on `checked_on`; only samples do without. `opening`
    and `closing` are the words around the questions in the language of the parliament; "{addressee}" and "{title}"
    stand in them for what they say.
    """

    class Form(models.TextChoices):
        WRITTEN = "written", _("written question")
        ORAL = "oral", _("oral question")
        INTERPELLATION = "interpellation", _("interpellation")
        COMMITTEE = "committee", _("question of a committee")

    delegation = models.ForeignKey(
        Delegation,
        on_delete=models.CASCADE,
        related_name="parliament_instruments",
        help_text=_("The parliament whose rule it is."),
    )
    key = models.SlugField(
        _("key"), max_length=60, help_text=_("A short name in small letters that stays, as in written-question.")
    )
    name = models.CharField(
        _("name in English"), max_length=200, help_text=_("As in written question or interpellation.")
    )
    own_name = models.CharField(
        _("name in its own language"), max_length=200, blank=True, help_text=_("As the rules of procedure call it.")
    )
    language = LanguageTagField(
        _("language of the parliament"),
        default="en",
        help_text=_("Its name or its ISO 639 code. Questions are put before the parliament in this language."),
    )
    form = models.CharField(
        _("form"),
        max_length=16,
        choices=Form,
        default=Form.WRITTEN,
        help_text=_("Whether it is answered in writing or in the chamber."),
    )
    addressee = models.CharField(
        _("addressee"), max_length=200, help_text=_("To whom it goes, as in “the minister in charge”.")
    )
    opening = models.TextField(
        _("words before the questions"),
        blank=True,
        help_text=_("Stands above the questions in the text for this parliament."),
    )
    closing = models.TextField(
        _("words after the questions"),
        blank=True,
        help_text=_("Stands below the questions in the text for this parliament."),
    )
    number = models.PositiveSmallIntegerField(
        _("time to answer"),
        null=True,
        blank=True,
        help_text=_("How many of the unit beside. Empty where no rule is known: then no day is worked out."),
    )
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
            (Unit.NEXT_SITTING.value, _("no number: by the next sitting day")),
            (Unit.NEXT_SESSION.value, _("no number: by the next session")),
            (Unit.END_OF_SESSION.value, _("no number: before the end of the session")),
            (Unit.END_OF_TERM.value, _("no number: before the end of the electoral term")),
        ],
        help_text=_("What the number counts, or a day of the parliament's calendar."),
    )
    starts_next_day = models.BooleanField(
        _("counted from the day after it is tabled"),
        default=True,
        help_text=_("Else the day on which it is tabled counts as the first."),
    )
    pauses_in_recess = models.BooleanField(
        _("does not run in recess"), default=False, help_text=_("Recesses are entered as periods of the parliament.")
    )
    ends_on_working_day = models.BooleanField(
        _("moves to the next working day"),
        default=False,
        help_text=_("Where the last day is a Saturday, a Sunday or a holiday that is entered."),
    )
    lapses = models.CharField(
        _("lapses unanswered"),
        max_length=8,
        blank=True,
        choices=[
            (Lapses.SESSION.value, _("at the end of the session")),
            (Lapses.TERM.value, _("at the end of the term")),
        ],
        help_text=_("When a question that nobody answered is over by itself."),
    )
    rule_words = models.TextField(
        _("the rule in words"),
        blank=True,
        help_text=_("In your own words, with its article, so that a reader can check the day that is worked out."),
    )
    source = models.URLField(
        _("where the rule can be read"),
        max_length=500,
        blank=True,
        help_text=_("The rules of procedure or the law. Without a source that was read, enter no rule."),
    )
    checked_on = models.DateField(
        _("read on"), null=True, blank=True, help_text=_("The day on which somebody read the rule there.")
    )
    is_sample = models.BooleanField(
        _("made up as a sample"),
        default=False,
        help_text=_("For sample countries only; it is said wherever it is shown."),
    )
    in_use = models.BooleanField(
        _("in use"), default=True, help_text=_("What is no longer in use is not offered; what was asked by it stays.")
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["delegation__code", "name"]
        verbose_name = _("instrument of a parliament")
        verbose_name_plural = _("instruments of parliaments")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["delegation", "key"], name="a_parliament_has_an_instrument_once"),
            models.CheckConstraint(
                condition=Q(number__isnull=True, unit__in=["", *sorted(unit.value for unit in BY_CALENDAR)])
                | (
                    Q(number__isnull=False, number__gte=1)
                    & ~Q(unit__in=["", *sorted(unit.value for unit in BY_CALENDAR)])
                ),
                name="a_rule_counts_units_or_names_a_day",
                violation_error_message=_(
                    "Enter a number together with what it counts. Leave the number empty where the rule names a day of "
                    "the calendar, and leave both empty where no rule is known."
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
    def rule(self) -> Rule | None:
        """The rule as networkapp.rules.deadlines reckons with it; None where none is known."""
        if not self.unit:
            return None
        return Rule(
            number=self.number or 0,
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

    delegation = models.ForeignKey(
        Delegation,
        on_delete=models.CASCADE,
        related_name="parliament_periods",
        help_text=_("The parliament whose days these are."),
    )
    kind = models.CharField(
        _("kind"),
        max_length=8,
        choices=Kind,
        help_text=_("In a recess or on a holiday the time may stand still, as each rule says."),
    )
    name = models.CharField(_("name"), max_length=120, blank=True, help_text=_("As in summer recess."))
    begins_on = models.DateField(_("first day"), help_text=_("It belongs to the period."))
    ends_on = models.DateField(_("last day"), help_text=_("It belongs to the period."))
    source = models.URLField(
        _("where it can be read"), max_length=500, blank=True, help_text=_("The calendar of the parliament.")
    )
    is_sample = models.BooleanField(
        _("made up as a sample"),
        default=False,
        help_text=_("For sample countries only; it is said wherever it is shown."),
    )

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


def calendar_rows(delegation: int) -> Any:
    """The periods of the parliament or chamber with this primary key and of the chamber's parliament, by first day."""
    found = ParliamentPeriod.objects.filter(Q(delegation=delegation) | Q(delegation__chambers=delegation))
    return found.distinct().order_by("begins_on", "pk")
