"""Addresses on the web that sections lead to."""

from typing import ClassVar

from django.db import models

from networkapp.handbooks.models.sections import Section
from networkapp.models.links import LONGEST_ADDRESS, CheckedLink


class SectionLink(CheckedLink):
    """An address on the web that a published section of a handbook leads to, or names as that of a legal source."""

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="links")
    link = models.URLField(max_length=LONGEST_ADDRESS)

    class Meta:
        ordering: ClassVar[list[str]] = ["section", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["section", "link"], name="a_section_has_an_address_once"),
        ]

    def __str__(self) -> str:
        return self.link
