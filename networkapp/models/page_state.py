"""How often what pages show was changed, so that a page that was made says whether it still holds."""

from django.db import models


class PageState(models.Model):
    """One row for each `part` of the site. `number` rises whenever something is saved that pages of it show."""

    part = models.CharField(max_length=30, unique=True)
    number = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.part} {self.number}"
