"""The machine room, for superusers: which files of others were imported."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from evaluation.models import ObservationFile


@admin.register(ObservationFile)
class ObservationFileAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Imported files and what became of them, read-only."""

    list_display = ("name", "retrieved_on", "imported_at", "rows", "added", "revised", "known", "unplaced")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
