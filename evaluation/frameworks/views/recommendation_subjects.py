"""The page on which people who manage criteria set the subjects of recommendations."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from evaluation.frameworks.forms.recommendation_subjects import RecommendationSubjectsForm
from evaluation.frameworks.recommendation_subjects import choose_subjects
from evaluation.frameworks.views.frameworks import FrameworkView
from networkapp.views.action_view import Values


class ChooseSubjects(FrameworkView):
    """Choose the subjects of recommendations."""

    template_name = "evaluation/frameworks/subjects.html"
    form_class = RecommendationSubjectsForm
    action, success_message = staticmethod(choose_subjects), _("Subjects saved.")

    def get_form_kwargs(self) -> Values:
        return super().get_form_kwargs() | {"framework": self.object}


urlpatterns = [
    path("evaluation/frameworks/<str:version>/subjects/", ChooseSubjects.as_view(), name="framework_subjects"),
]
