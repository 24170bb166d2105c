"""E-mails of Wagtail about drafts, their comments and reviews: only to people who can still find these.

Wagtail writes to everybody who once commented, followed or submitted, whatever became of their seat.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import Any

from wagtail.admin.mail import EmailNotificationMixin
from wagtail.admin.views.pages import edit
from wagtail.models import TaskState

from networkapp.editing.visible_groups import is_visible_in_admin
from networkapp.networks.actions.seats import sync_groups_of_ended_seats


def restrict_draft_emails() -> None:
    """Stop Wagtail's e-mails about a draft to people who no longer find it there."""
    edit.send_notification = restrict_comment_emails(edit.send_notification)
    notifier = EmailNotificationMixin
    notifier.get_valid_recipients = restrict_review_recipients(notifier.get_valid_recipients)


def restrict_comment_emails(send: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap Wagtail's function that e-mails about comments: only people who can still find the page get one."""

    @wraps(send)
    def sent(recipients: Iterable[Any], notification: str, context: Mapping[str, Any]) -> Any:
        return send(_finding(recipients, context["page"]), notification, context)

    return sent


def restrict_review_recipients(recipients_of: Callable[..., set[Any]]) -> Callable[..., set[Any]]:
    """Wrap Wagtail's method that returns the recipients of a review: only people who can find the draft get one."""

    @wraps(recipients_of)
    def found(notifier: Any, state: Any, **kwargs: Any) -> set[Any]:
        workflow_state = state.workflow_state if isinstance(state, TaskState) else state
        return set(_finding(recipients_of(notifier, state, **kwargs), workflow_state.content_object))

    return found


def _finding(people: Iterable[Any], thing: Any) -> list[Any]:
    there = []
    for person in people:
        sync_groups_of_ended_seats(user=person)
        if is_visible_in_admin(person, thing):
            there.append(person)
    return there
