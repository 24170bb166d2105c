"""Mixins for forms in Wagtail's admin that add the original of a translation, or a position in an order."""

from typing import Any

from django.db.models import Max
from wagtail.admin.forms import WagtailAdminModelForm


class RecordsOriginalMixin(WagtailAdminModelForm):  # type: ignore[misc]
    """Mixin for a form of translations: a changed translation records which original it translates."""

    def save(self, commit: bool = True) -> Any:
        for child in self.formsets["translations"].forms:
            if child.has_changed():
                child.instance.source_hash = self.instance.source_hash
        return super().save(commit=commit)


class AppendsMixin(WagtailAdminModelForm):  # type: ignore[misc]
    """Form that puts a new thing last, by its `position`."""

    def save(self, commit: bool = True) -> Any:
        if self.instance._state.adding:
            last = type(self.instance)._default_manager.aggregate(last=Max("position"))["last"]
            self.instance.position = (last or 0) + 1
        return super().save(commit=commit)
