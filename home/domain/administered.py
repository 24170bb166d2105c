"""What site administrators do with the pages of the reference site: the front page and the plain pages are theirs."""

from typing import Any

from django.conf import settings
from django.db.models.signals import post_save
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from home.models import HomePage, StandardPage
from networkapp.administration.rights import sync_administrators_group
from networkapp.registry.site_administration import (
    FirstStep,
    StepState,
    register_administered_pages,
    register_first_step,
)


def register_all() -> None:
    """Register plain pages, and the step for the front page, which `HomePage.permissions_for_user` opens by itself."""
    register_administered_pages(StandardPage.objects.all)
    post_save.connect(_when_a_plain_page_is_made, sender=StandardPage, dispatch_uid="rights on plain pages")
    step = FirstStep(
        key="front",
        title=gettext_lazy("Write the front page"),
        order=70,
        state=front_page,
        address=front_page_address,
    )
    register_first_step(step)


def front_page() -> StepState:
    """Return whether somebody has edited the front page since it was made."""
    page = _front()
    if page is None:
        return StepState(words=_("No front page yet"), is_done=False)
    is_edited = page.revisions.filter(user__isnull=False).exists()
    return StepState(words=page.heading if is_edited else _("Default text"), is_done=is_edited)


def front_page_address(_user: Any) -> str:
    page = _front()
    return reverse("wagtailadmin_pages:edit", args=[page.pk]) if page else reverse("wagtailadmin_explore_root")


def _front() -> HomePage | None:
    found: HomePage | None = HomePage.objects.filter(locale__language_code=settings.LANGUAGE_CODE).first()
    return found


def _when_a_plain_page_is_made(created: bool = False, raw: bool = False, **_signal: Any) -> None:
    if created and not raw:
        sync_administrators_group()
