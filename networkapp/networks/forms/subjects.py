"""Subjects to choose, as their reader calls them: those on offer, and those that were chosen before."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.forms.models import ModelChoiceIterator
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from networkapp.forms.choices import SelectInLanguages
from networkapp.forms.saved_over import EditConflictForm
from networkapp.forms.stable_slugs import SlugFromNameForm
from networkapp.languages.forms import AppendsMixin, RecordsOriginalMixin
from networkapp.models import Subject
from networkapp.text.keys import as_key


class OfferedSubjects(ModelChoiceIterator):
    """The subjects that can be chosen, and a retired one where it was chosen before."""

    def __iter__(self) -> Iterator[Any]:
        chosen = Q(**{f"{self.field.to_field_name or 'pk'}__in": self.field.chosen_before})
        self.queryset = self.field.queryset.filter(Q(retired_at__isnull=True) | chosen)
        return super().__iter__()  # type: ignore[no-any-return]


class _ChoosesSubjects:
    iterator = OfferedSubjects
    to_field_name: Any
    chosen_before: tuple[Any, ...] = ()

    def get_bound_field(self, form: Any, name: str) -> Any:
        bound = super().get_bound_field(form, name)  # type: ignore[misc]
        value = bound.value()
        several = value if isinstance(value, Iterable) and not isinstance(value, str) else [value]
        self.chosen_before = tuple(filter(None, map(self._key_of, several)))
        return bound

    def _key_of(self, chosen: Any) -> Any:
        if isinstance(chosen, Subject):
            return getattr(chosen, self.to_field_name or "pk")
        return str(chosen).replace("\x00", "") if self.to_field_name else as_key(str(chosen))


class SubjectsField(_ChoosesSubjects, forms.ModelMultipleChoiceField):
    """A field for subjects, with their names in the reader's language. Merged ones lead to their successors."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs = {"label": _("Subjects"), "required": False, "widget": forms.CheckboxSelectMultiple, **kwargs}
        super().__init__(Subject.objects.prefetch_related("translations"), **kwargs)

    def label_from_instance(self, subject: Any) -> str:
        return format_html('<span lang="{}">{}</span>', subject.title_language, subject.local_title)

    def clean(self, value: Any) -> QuerySet[Subject]:
        found = super().clean(value)
        keys = {subject.merged_into_id or subject.pk for subject in found}
        return self.queryset.filter(pk__in=keys)


class SubjectField(_ChoosesSubjects, forms.ModelChoiceField):
    """One subject, or none; one that was merged leads to its successor."""

    widget = SelectInLanguages

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Subject.objects.prefetch_related("translations"), **{"required": False, **kwargs})

    def label_from_instance(self, subject: Any) -> str:
        return str(subject.local_title)

    def to_python(self, value: Any) -> Any:
        found = super().to_python(value)
        return (found.merged_into or found) if found else found


class SubjectFilter(forms.Form):
    """A filter by subject; invalid values are ignored."""

    subject = SubjectField(label=_("Subject"), to_field_name="slug", empty_label=_("All subjects"))

    def value(self, name: str) -> Any:
        """Return what was chosen in this field; None if nothing valid was."""
        self.is_valid()
        return self.cleaned_data.get(name)


class SubjectsFormMixin(WagtailAdminModelForm):  # type: ignore[misc]
    """A form in Wagtail's admin of something that points to subjects: retired ones are not offered to it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, made in (("subjects", SubjectsField), ("subject", SubjectField)):
            field = self.fields.get(name)
            if field is not None:
                self.fields[name] = made(label=field.label, help_text=field.help_text, widget=field.widget)


class MergeForm(forms.Form):
    """The subject into which another is merged."""

    into = forms.ModelChoiceField(
        Subject.objects.none(),
        label=_("Merge into"),
        error_messages={"required": _("Choose the subject to merge into.")},
    )

    def __init__(self, *args: Any, subject: Subject, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Subject.objects.offered().exclude(pk=subject.pk)
        self.fields["into"].queryset = others  # type: ignore[attr-defined]


class SubjectForm(EditConflictForm, AppendsMixin, SlugFromNameForm, RecordsOriginalMixin):
    """A subject: what it is called, in a sentence what it is about, and both in other languages."""
