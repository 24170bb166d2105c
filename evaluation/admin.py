"""The machine room, for superusers: what was taken over from others, and which criteria it stands beside."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from evaluation.models import ObservationFile, SeriesInstrument, SeriesSource


@admin.register(SeriesSource)
class SeriesSourceAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("series_id", "indicator", "source", "dataset", "is_same", "part")
    list_filter = ("is_same", "source")
    search_fields = ("series_id", "indicator")


@admin.register(SeriesInstrument)
class SeriesInstrumentAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("series_id", "instrument")


@admin.register(ObservationFile)
class ObservationFileAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """What was imported and what became of it: to be read."""

    list_display = ("name", "retrieved_on", "imported_at", "rows", "added", "revised", "known", "unplaced")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
