"""Pages that an editor publishes stay published, whatever Wagtail saves at the same moment."""

from typing import Any, Self

from django.db import models, transaction

PUBLICATION = (
    "live",
    "live_revision",
    "has_unpublished_changes",
    "first_published_at",
    "last_published_at",
    "go_live_at",
    "expire_at",
    "expired",
)


class KeepsPublicationMixin(models.Model):
    """A page or snippet that a draft, loaded before it was published, cannot make unpublished again.

    While a page is not live, Wagtail saves the whole row along with each draft. An autosave that loaded the page
    before somebody published it, and saves after that, wrote `live=False` over the publication. Such a save leaves the
    row alone here; what was typed is in the revision that Wagtail saves next (docs/decisions/0078).
    """

    _loaded_as_draft = False

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> Any:
        with transaction.atomic():
            if not kwargs.get("update_fields") and self._was_published_meanwhile():
                self.refresh_from_db(fields=PUBLICATION)
                saved = None
            else:
                saved = super().save(*args, **kwargs)
        self._loaded_as_draft = not self.live  # type: ignore[attr-defined]
        return saved

    @classmethod
    def from_db(cls, db: Any, field_names: Any, values: Any) -> Self:
        loaded = super().from_db(db, field_names, values)
        loaded._loaded_as_draft = "live" in field_names and not loaded.live  # type: ignore[attr-defined]
        return loaded

    def with_content_json(self, content: Any) -> Any:
        found = super().with_content_json(content)  # type: ignore[misc]
        found._loaded_as_draft = self._loaded_as_draft
        return found

    def _was_published_meanwhile(self) -> bool:
        """Return whether the row, locked from here on, is live although it was a draft when this was loaded."""
        if not self._loaded_as_draft or self.live or not self.pk:  # type: ignore[attr-defined]
            return False
        row = self._meta.get_field("live").model._base_manager.select_for_update()
        # By its key alone: PostgreSQL does not lock, or wait for, a row that its snapshot does not show as live.
        return bool(row.filter(pk=self.pk).order_by().values_list("live", flat=True).first())
