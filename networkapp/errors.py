"""The two ways in which a request is turned down, which are never mixed."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _


class NotAllowed(PermissionDenied):
    """The user's current seats do not allow this action. What they cannot even see is a 404 instead."""


class Refused(Exception):
    """Raised for an action that is not possible now or in this way: shown on the form, with a code for tests and the
    API.

    `field` names the field of the form it belongs to, where there is one; `again_at` is when it may be tried again,
    where that is certain.
    """

    def __init__(
        self, code: str, message: str | Promise, *, field: str | None = None, again_at: datetime | None = None
    ) -> None:
        super().__init__(code)
        self.code = code
        self.message = message
        self.field = field
        self.again_at = again_at

    def __str__(self) -> str:
        return str(self.message)


def refuse_longer(text: str, *, limit: int, field: str, code: str = "too_long") -> None:
    """Refuse with `code` a text of more than `limit` characters."""
    if len(text) > limit:
        words = _("Use %(limit)s characters or fewer.") % {"limit": number_format(limit, force_grouping=True)}
        raise Refused(code, words, field=field)
