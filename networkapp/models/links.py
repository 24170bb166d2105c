"""Web addresses that the site checks automatically."""

from datetime import date, timedelta
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

SEEMS_GONE_AFTER = timedelta(days=3)
"""How long an address must be dead before the site reports it: servers have bad days."""
LONGEST_ADDRESS = 500
OWN_ADDRESS = _("Last part of the web address: lower-case letters, digits and hyphens.")
"""The editors' hint about the address."""


def is_probably_dead(failing_since: date | None, failed_on: date | None, asked_address: str, address: str) -> bool:
    """Return whether `address`, if it is the one that was checked, has not been found for days."""
    if failing_since is None or failed_on is None or asked_address != address:
        return False
    return failed_on - failing_since >= SEEMS_GONE_AFTER


class CheckedLink(models.Model):
    """Base of models with an address, in the field that `address_field` names, and the result of its last check.

    It was last checked at `asked_at`. `seen_on` is the last day on which it worked, `failing_since` and `failed_on` the
    first and the last on which it failed, without a working day in between. All of this is about `asked_address`: if
    the row has another address by now, nothing is known of that one yet.
    """

    address_field: ClassVar[str] = "link"

    asked_at = models.DateTimeField(null=True, blank=True, editable=False)
    asked_address = models.CharField(max_length=LONGEST_ADDRESS, blank=True, editable=False)
    seen_on = models.DateField(null=True, blank=True, editable=False)
    failing_since = models.DateField(null=True, blank=True, editable=False)
    failed_on = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def address(self) -> str:
        return str(getattr(self, self.address_field))

    @property
    def checked_on(self) -> date | None:
        """Return the last day on which the address worked; None if that is unknown."""
        return self.seen_on if self.asked_address == self.address else None

    @property
    def is_probably_dead(self) -> bool:
        """Return whether the automatic check has not found the address for days; people decide what follows."""
        return is_probably_dead(self.failing_since, self.failed_on, self.asked_address, self.address)
