"""Addresses of reports."""

from evaluation.reports.views.reports import urlpatterns

__all__ = ["urlpatterns"]
