"""Paging of lists: at most `limit` rows, starting after `offset` rows, with the `count` of all rows."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Schema
from ninja.pagination import LimitOffsetPagination

LARGEST_PAGE = 200
FARTHEST_ROW = 1_000_000


class Pages(LimitOffsetPagination):
    """A page of the rows that the user can see; `count` includes no others."""

    class Input(Schema):
        limit: int = Field(50, ge=1, le=LARGEST_PAGE, description="Number of rows per page, 1 to 200.")
        offset: int = Field(0, ge=0, le=FARTHEST_ROW, description="Number of rows to skip.")

    class Output(Schema):
        items: list[Any]
        count: int = Field(description="Number of rows on all pages that you can see.")

    def paginate_queryset(self, queryset: QuerySet[Any], pagination: Any, request: HttpRequest, **params: Any) -> Any:
        rows = queryset[pagination.offset : pagination.offset + pagination.limit]
        return {"items": rows, "count": self._items_count(queryset)}
