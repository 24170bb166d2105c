"""The licences under which others may use a text."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

CREATIVE_COMMONS = {
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC-BY-NC-4.0": "https://creativecommons.org/licenses/by-nc/4.0/",
    "CC-BY-NC-SA-4.0": "https://creativecommons.org/licenses/by-nc-sa/4.0/",
    "CC-BY-ND-4.0": "https://creativecommons.org/licenses/by-nd/4.0/",
    "CC-BY-NC-ND-4.0": "https://creativecommons.org/licenses/by-nc-nd/4.0/",
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
}
OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class Licence:
    """The name of the licence, by its SPDX identifier if it has one, and its address."""

    name: str
    link: str = ""

    def __str__(self) -> str:
        return self.name


class Licensed(models.Model):
    """Mixin for a model with a licence: a known one, or another with name and address."""

    licence = models.CharField(
        _("Licence"),
        max_length=20,
        blank=True,
        choices=[*((name, name) for name in CREATIVE_COMMONS), (OTHER, _("other licence"))],
        help_text=_("Leave empty if not specified."),
    )
    licence_name = models.CharField(
        _("licence name"),
        max_length=120,
        blank=True,
        help_text=_("SPDX identifier, such as GFDL-1.3-only, or a short description."),
    )
    licence_link = models.URLField(_("licence link"), blank=True)

    licence_panel: ClassVar = MultiFieldPanel(
        [FieldPanel("licence"), FieldPanel("licence_name"), FieldPanel("licence_link")], _("Licence")
    )

    class Meta:
        abstract = True

    @property
    def licensed(self) -> Licence | None:
        """Return its licence; None if none is recorded."""
        if self.licence == OTHER:
            return Licence(name=self.licence_name, link=self.licence_link)
        return Licence(name=self.licence, link=CREATIVE_COMMONS[self.licence]) if self.licence else None

    def clean(self) -> Any:
        super().clean()
        if self.licence == OTHER and not self.licence_name.strip():
            raise ValidationError({"licence_name": _("Enter the name of the licence.")})
