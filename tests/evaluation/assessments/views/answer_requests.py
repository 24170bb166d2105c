"""Requests that a browser sends on the pages of an assessment."""

from typing import Any

from django.test import Client

from tests.factories.assessments import Work

JSON = {"Accept": "application/json"}


def address(work: Work, rest: str = "") -> str:
    """Return the address of a page of the assessment."""
    return f"/evaluation/assessments/{work.assessment.pk}/{rest}"


def send(page: Client, work: Work, series_id: str, **data: Any) -> Any:
    """Save one answer as the page does."""
    headers = data.pop("headers", None)
    values = {"status": "value", "base_version": 0, **data}
    return page.post(address(work, f"answers/{series_id}/"), values, headers=headers)
