"""The results of published versions in short: what pages over many countries and years read."""

from typing import ClassVar

from django.db import models

from evaluation.models.assessments import AssessmentVersion


class ResultLine(models.Model):
    """One recommendation in one published version. All of it is in the version's results too, exactly.

    `shown` is the band, or the label if there is none. `point`, `low` and `high` run from 0 to 100 and are rounded as
    they are shown; `coverage` is a share such as "2/3". `valued` are the series that have a score, `flags` those of the
    scored criteria marked B or D, by series.
    """

    version = models.ForeignKey(AssessmentVersion, on_delete=models.CASCADE, related_name="lines")
    code = models.PositiveSmallIntegerField()
    shown = models.CharField(max_length=16)
    uncertain = models.BooleanField()
    point = models.DecimalField(max_digits=4, decimal_places=1, null=True)
    low = models.DecimalField(max_digits=4, decimal_places=1, null=True)
    high = models.DecimalField(max_digits=4, decimal_places=1, null=True)
    coverage = models.CharField(max_length=16, blank=True)
    valued = models.JSONField(default=list)
    flags = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar[list[str]] = ["version", "code"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "code"], name="one_line_per_recommendation_of_a_version")
        ]

    def __str__(self) -> str:
        return f"{self.version}: {self.code}"
