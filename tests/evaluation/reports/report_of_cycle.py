"""A report about the published results of a cycle."""

from typing import Any

from evaluation.models import Cycle
from evaluation.reports.models import Report


def report_of(cycle: Cycle, *, kind: str = "regional", live: bool = True, **fields: Any) -> Report:
    usual = {"title": "The region", "slug": "region", "year": cycle.year, "live": live}
    report: Report = Report.objects.create(network=cycle.network, kind=kind, **{**usual, **fields})
    return report


def block_value(kind: str, value: str) -> Any:
    return Report._meta.get_field("body").stream_block.child_blocks[kind].to_python(value)
