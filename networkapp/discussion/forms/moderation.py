"""Moderation of one message, and asking for receipts. The rules are in domain; a form only cleans."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class ReasonForm(forms.Form):
    """The reason for an action, in a few words."""

    name = ""
    asks: str | Promise = ""
    reason = forms.CharField(widget=forms.Textarea(attrs={"rows": 2}), strip=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id=f"{self.name}_%s", **kwargs)
        self.fields["reason"].label = self.asks


class ReportMessageForm(ReasonForm):
    """The form to report a message."""

    name, asks = "report", _("Reason")


class HideMessageForm(ReasonForm):
    """The form to hide a message."""

    name, asks = "hide", _("Reason")


class RestoreMessageForm(ReasonForm):
    """The form to show a hidden message again."""

    name, asks = "restore", _("Reason")


class DismissReportsForm(ReasonForm):
    """The form to dismiss the reports of a message."""

    name, asks = "dismiss", _("Reason")


class AppealForm(ReasonForm):
    """The form to appeal against hiding a message."""

    name, asks = "appeal", _("Reason")


class RejectAppealForm(ReasonForm):
    """The form to reject an appeal."""

    name, asks = "refuse", _("Reason")


class ReceiptForm(forms.Form):
    """Ask for the last day for receipts; it ends a minute before midnight in the user's time zone."""

    due_at = forms.DateField(label=_("Deadline (end of day)"), widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="receipt_%s", **kwargs)

    def clean_due_at(self) -> datetime:
        day = self.cleaned_data["due_at"]
        if abs(day.year - timezone.now().year) > 2:
            raise forms.ValidationError(_("Choose a date within the next year."))
        return timezone.make_aware(datetime.combine(day, time(23, 59)))


FORMS = (ReportMessageForm, HideMessageForm, RestoreMessageForm, DismissReportsForm, AppealForm, RejectAppealForm)


def empty_forms() -> dict[str, forms.Form]:
    """Return an empty form of each kind, by its name in the templates of a message."""
    return {f"{form.name}_form": form() for form in FORMS} | {"receipt_form": ReceiptForm()}
