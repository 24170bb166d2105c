"""Moments as people type them: by the clocks of their own zone, to the minute."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from networkapp.text.local_times import to_aware_datetime


class LocalDateTimeInput(forms.DateTimeInput):
    """The browser's own input for a date and time, to the minute."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class LocalDateTimeField(forms.DateTimeField):
    """A date and time in the reader's time zone, which its help text names. An ambiguous hour means the first one."""

    widget = LocalDateTimeInput

    def to_python(self, value: Any) -> datetime | None:
        try:
            found: datetime | None = super().to_python(value)
        except ValidationError as error:
            if error.code != "ambiguous_timezone":
                raise
            local = parse_datetime(str(value).strip())
            found = to_aware_datetime(local, ZoneInfo(timezone.get_current_timezone_name())) if local else None
            if found is None:
                words = _("This time does not exist: the clocks go forward that night. Choose another.")
                raise ValidationError(words, code="no_such_hour") from error
        return found

    def get_bound_field(self, form: Any, field_name: str) -> Any:
        bound = super().get_bound_field(form, field_name)
        zone = _("In your time zone (%(zone)s).") % {"zone": timezone.get_current_timezone_name()}
        bound.help_text = f"{zone} {self.help_text}".strip()
        return bound
