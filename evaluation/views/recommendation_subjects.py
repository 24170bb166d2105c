"""Which subject each recommendation of a framework is about, for who keeps the framework."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _

from evaluation.domain.frameworks.recommendation_subjects import choose_subjects
from evaluation.forms.recommendation_subjects import RecommendationSubjectsForm
from evaluation.models import Framework
from evaluation.permissions import Action
from evaluation.views.frameworks import find
from evaluation.views.private import PrivateView
from networkapp.forms.discussion import attempt


class ChooseSubjects(PrivateView):
    def get(self, request: HttpRequest, version: str) -> HttpResponse:
        framework = self.find(request, version)
        return self.show(request, framework, RecommendationSubjectsForm(framework=framework))

    def post(self, request: HttpRequest, version: str) -> HttpResponse:
        framework = self.find(request, version)
        form = RecommendationSubjectsForm(request.POST, framework=framework)
        if attempt(form, choose_subjects, framework=framework, by=request.user) is None:
            return self.show(request, framework, form)
        messages.success(request, _("Subjects saved."))
        return redirect(framework)

    def find(self, request: HttpRequest, version: str) -> Framework:
        framework = find(request, version)
        framework.require(request.user, Action.KEEP_FRAMEWORK)
        return framework

    def show(self, request: HttpRequest, framework: Framework, form: RecommendationSubjectsForm) -> HttpResponse:
        context = {"framework": framework, "form": form}
        return render(request, "evaluation/frameworks/subjects.html", context, status=422 if form.is_bound else 200)


urlpatterns = [
    path("evaluation/frameworks/<str:version>/subjects/", ChooseSubjects.as_view(), name="framework_subjects"),
]
