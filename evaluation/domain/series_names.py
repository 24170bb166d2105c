"""Series of criteria by number and title, to choose from."""

from evaluation.models import Criterion
from evaluation.scoring import series_order


def series_to_choose() -> list[tuple[str, str]]:
    """Each series of any framework with its number and its title in the newest one, in the order of numbers."""
    found = Criterion.objects.order_by("recommendation__framework__first_year", "pk").values_list("series_id", "title")
    return [(series_id, f"{series_id} {title}") for series_id, title in sorted(dict(found).items(), key=_order)]


def _order(item: tuple[str, str]) -> tuple[object, ...]:
    return (series_order(item[0]),)
