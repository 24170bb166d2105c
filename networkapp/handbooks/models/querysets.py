"""Querysets of handbooks, with annotations."""

from typing import Any, Self

from django.db import models
from django.db.models.functions import Coalesce
from wagtail.models import Page
from wagtail.query import PageQuerySet

from networkapp.handbooks.models.editions import Edition, EditionRead
from networkapp.models.networks import Network
from networkapp.models.view_restrictions import paths_to
from networkapp.permissions import Action
from networkapp.users import AnyUser


class HandbookQuerySet(PageQuerySet):
    """Handbooks, with annotations about their editions."""

    def where(self, user: AnyUser, *, may: Action, at: Any = None) -> Self:
        """Return the handbooks of networks in which `user` is allowed `may`."""
        return self.filter(network__in=Network.objects.where(user, may=may, at=at))

    def with_edition(self) -> Self:
        """Annotate the label (`edition`) and key of the newest edition in the language; "" for none."""
        editions = Edition.objects.filter(
            handbook=models.OuterRef("translation_key"), texts__language=models.OuterRef("locale__language_code")
        ).newest_first()
        newest = models.Subquery(editions.values("label")[:1], output_field=models.CharField())
        return self.annotate(
            edition=Coalesce(newest, models.Value("")), edition_key=models.Subquery(editions.values("pk")[:1])
        )

    def with_edition_read_by(self, user: AnyUser) -> Self:
        """Annotate `edition_read`, the label of the edition up to which `user` has read; "" for none."""
        marks = EditionRead.objects.filter(handbook=models.OuterRef("translation_key"), user=user.pk)
        label = models.Subquery(marks.values("edition__label")[:1], output_field=models.CharField())
        return self.annotate(edition_read=Coalesce(label, models.Value("")))

    def around(self, page: Page) -> Self:
        """Return the handbook that `page` is or belongs to."""
        return self.filter(path__in=paths_to(page))
