"""Rows of several querysets in one query, without any order."""

from typing import Any

from django.db.models import QuerySet


def union_of(first: QuerySet[Any, Any], *others: QuerySet[Any, Any], duplicates: bool) -> QuerySet[Any, Any]:
    """Return the rows of all the querysets as one queryset without order; each distinct row once without `duplicates`.

    Since version 6.1 Django orders a union as the first model's Meta says, by columns that the union may not have.
    Django's own `union` is called nowhere else; a slice that needs an order goes into a subquery.
    """
    parts = [part.order_by() for part in (first, *others)]
    return parts[0].union(*parts[1:], all=duplicates).order_by()
