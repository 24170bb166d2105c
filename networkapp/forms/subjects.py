"""Subjects to tick, as their reader calls them."""

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from networkapp.models import Subject


class SubjectsField(forms.ModelMultipleChoiceField):
    """Any number of subjects, each in the language in which it is called so."""

    def __init__(self) -> None:
        known = Subject.objects.prefetch_related("translations")
        super().__init__(known, label=_("Subjects"), required=False, widget=forms.CheckboxSelectMultiple)

    def label_from_instance(self, subject: Any) -> str:
        return format_html('<span lang="{}">{}</span>', subject.title_language, subject.local_title)
