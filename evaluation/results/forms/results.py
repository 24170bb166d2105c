"""Choices of year and filters on the public pages. Nothing here sorts."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from evaluation.models import Instrument


class YearForm(forms.Form):
    """The requested year; an invalid one counts as a year that does not exist."""

    year = forms.IntegerField(min_value=1900, max_value=2999, required=False)

    def chosen_year(self) -> int | None:
        """Return the year; None for the latest, 0 for an invalid one."""
        return self.cleaned_data["year"] if self.is_valid() else 0


class TreatyFilter(forms.Form):
    """The treaties and states to show; invalid values show the agreed list and the states that take part."""

    ALL = "all"
    instruments = forms.ChoiceField(
        label=_("Treaties"),
        choices=[
            ("", capfirst(_("agreed list"))),
            (Instrument.Group.RELATED, _("Related treaties")),
            (ALL, _("All treaties")),
        ],
        required=False,
    )
    states = forms.ChoiceField(
        label=_("States"),
        choices=[("", _("Participating states")), (ALL, _("All states"))],
        required=False,
    )

    def chosen(self) -> dict[str, Any]:
        """Return the filters as arguments of the table."""
        wanted = self.cleaned_data if self.is_valid() else {}
        group = wanted.get("instruments") or Instrument.Group.MAIN
        return {
            "group": "" if group == self.ALL else group,
            "only_members": wanted.get("states", "") != self.ALL,
        }
