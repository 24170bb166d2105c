"""The subject of each recommendation of a framework."""

from typing import Any

from django import forms
from django.forms.models import ModelChoiceIteratorValue
from django.utils.translation import gettext_lazy as _

from evaluation.models import Framework
from networkapp.forms.choices import SelectInLanguages
from networkapp.models import Subject


class RecommendationSubjectsForm(forms.Form):
    """A choice for each recommendation; clean, it gives `subjects` by number. A retired one stays where it was."""

    def __init__(self, *args: Any, framework: Framework, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {str(one.pk): one for one in Subject.objects.prefetch_related("translations")}
        self.codes: list[int] = []
        for one in framework.recommendations.prefetch_related("translations").order_by("code"):
            self.codes.append(one.code)
            self.fields[f"subject_{one.code}"] = forms.ChoiceField(
                label=f"{one.code}. {one.local_title}",
                initial=one.subject_id,
                required=False,
                choices=[("", _("None")), *self._offered(one.subject_id)],
                widget=SelectInLanguages,
            )

    def _offered(self, chosen: int | None) -> list[tuple[Any, str]]:
        offered = [one for one in self.known.values() if one.retired_at is None or one.pk == chosen]
        return [(ModelChoiceIteratorValue(one.pk, one), str(one.local_title)) for one in offered]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        return {"subjects": {code: self.known.get(cleaned.get(f"subject_{code}", "")) for code in self.codes}}
