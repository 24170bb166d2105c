"""What a reader may narrow a list by. A value that is none of the choices narrows nothing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from networkapp.domain.languages import own_name
from networkapp.domain.library import languages_of_the_library
from networkapp.models import Subject


class SubjectField(forms.ModelChoiceField):
    def label_from_instance(self, subject: Any) -> str:
        return str(subject.local_title)


class SubjectFilter(forms.Form):
    subject = SubjectField(
        label=_("Subject"),
        queryset=Subject.objects.prefetch_related("translations"),
        to_field_name="slug",
        empty_label=_("All subjects"),
        required=False,
    )

    def value(self, name: str) -> Any:
        """What was chosen for this field; None where nothing was, or nothing that can be."""
        self.is_valid()
        return self.cleaned_data.get(name)


class LibraryFilter(SubjectFilter):
    language = forms.ChoiceField(label=_("Language"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = languages_of_the_library()
        names = [(code, own_name(code)) for code in codes]
        self.fields["language"].choices = [("", _("All languages")), *names]  # type: ignore[attr-defined]
