"""A step of Wagtail's workflow for handbooks, with the days in which it is to be done."""

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask

from networkapp.conf import setting


def usual_days() -> int:
    """Return the number of days until a review is due, from the setting REVIEW_TIME."""
    days: timedelta = setting("REVIEW_TIME")
    return days.days


class HandbookReview(AbstractGroupApprovalTask):  # type: ignore[misc]
    """A member of these groups reads a draft within this number of days after it was submitted, and approves or returns
    it."""

    days = models.PositiveSmallIntegerField(_("days"), default=usual_days)

    admin_form_fields: ClassVar = [*AbstractGroupApprovalTask.admin_form_fields, "days"]

    class Meta:
        verbose_name = _("handbook review")
        verbose_name_plural = _("handbook reviews")

    @classmethod
    def get_description(cls) -> str:
        return str(_("Members of the chosen groups see the draft on their desk, with a deadline"))
