"""Texts of a criterion beside title and help, in the original and in each translation."""

from typing import Any

from django.db import models

from networkapp.models.translations import LocalText


class CriterionWords(models.Model):
    """Mixin with the texts of a criterion beside title and help, for the original and each translation."""

    unit = models.CharField(max_length=80, blank=True)
    numerator_text = models.CharField(max_length=300, blank=True)
    denominator_text = models.CharField(max_length=300, blank=True)
    reference_period = models.CharField(max_length=200, blank=True)
    why = models.CharField(max_length=300, blank=True)
    owner_hint = models.CharField(max_length=300, blank=True)
    source_hint = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True


class LocalWords:
    """The texts of a criterion in the reader's language; untranslated ones are in English, and marked."""

    def __init__(self, criterion: Any) -> None:
        self.criterion = criterion

    def __getitem__(self, name: str) -> LocalText:
        original = str(getattr(self.criterion, name))
        # Nothing is looked up where there is nothing to translate.
        found = self.criterion.in_language() if original else self.criterion
        text = "" if found is self.criterion else str(getattr(found, name))
        return LocalText(text, found.language) if text else LocalText(original, "en")
