"""Lists come in pages of a bounded size: `limit` rows from the row `offset` on, with the `count` of all."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Schema
from ninja.pagination import LimitOffsetPagination

LARGEST_PAGE = 200
FARTHEST_ROW = 1_000_000


class Pages(LimitOffsetPagination):
    """A page of what the reader may see; `count` counts nothing else."""

    class Input(Schema):
        limit: int = Field(50, ge=1, le=LARGEST_PAGE, description="How many rows at most.")
        offset: int = Field(0, ge=0, le=FARTHEST_ROW, description="How many rows to pass over.")

    class Output(Schema):
        items: list[Any]
        count: int = Field(description="How many rows there are for this reader, on all pages.")

    def paginate_queryset(self, queryset: QuerySet[Any], pagination: Any, request: HttpRequest, **params: Any) -> Any:
        rows = queryset[pagination.offset : pagination.offset + pagination.limit]
        return {"items": rows, "count": self._items_count(queryset)}
