"""Counters of changes to the content of pages, by which cached pages are found to be outdated."""

from django.db import models


class PageState(models.Model):
    """One row for each `part` of the site. `number` rises whenever something is saved that pages of it show."""

    part = models.CharField(max_length=30, unique=True)
    number = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.part} {self.number}"
