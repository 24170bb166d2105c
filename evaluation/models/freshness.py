"""How often the words of result pages were changed, so that a page that was made says whether it still holds."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PageState(models.Model):
    """One row. `number` rises whenever a title, a translation or something else that pages show is changed by hand."""

    number = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = _("state of result pages")
        verbose_name_plural = _("states of result pages")

    def __str__(self) -> str:
        return str(self.number)
