"""A new version of a framework, and what changed from the one before."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from evaluation.frameworks.agreement_pages import readable_frameworks
from evaluation.frameworks.forms.frameworks import FirstVersionForm, TextCorrectionForm, VersionForm
from evaluation.frameworks.patches import Target, correct_text, find_target, text_at, text_places, translation_languages
from evaluation.frameworks.translations import coverage
from evaluation.frameworks.versions import networks_managed_by, start_first_version, start_version, version_changes
from evaluation.frameworks.views.frameworks import FrameworkView, find
from evaluation.models import Framework
from evaluation.permissions import Action
from evaluation.private import PrivateAction, PrivateView
from networkapp.errors import Refused
from networkapp.models import Network
from networkapp.views.action_view import Value, Values


@never_cache
def show_changes(request: HttpRequest, version: str) -> HttpResponse:
    """Show what a version of the criteria changed against the version before it."""
    framework = find(request, version)
    previous = get_object_or_404(readable_frameworks(request.user), pk=framework.previous_id)
    parts = version_changes(framework)
    context = {
        "framework": framework,
        "previous": previous,
        "parts": [part for part in parts if part.is_changed],
        "untouched": [part.recommendation.code for part in parts if not part.is_changed],
    }
    return render(request, "evaluation/frameworks/changes.html", context)


class CorrectFramework(FrameworkView):
    """A misspelt text or a translation of an adopted framework, corrected with a note; `?place=` and `?language=`."""

    template_name = "evaluation/frameworks/correct.html"
    form_class = TextCorrectionForm
    action, success_message = staticmethod(correct_text), _("Correction saved.")
    target: Target
    now: str

    def get_object(self) -> Framework:
        framework = super().get_object()
        target = find_target(framework, self.kwargs["code"], self.kwargs.get("series_id", ""))
        if target is None or not framework.is_adopted:
            raise Http404
        try:
            self.target, self.now = target, text_at(target, **self.which_text())
        except Refused as refusal:
            raise Http404 from refusal
        return framework

    def which_text(self) -> dict[str, str]:
        return {"place": self.request.GET.get("place") or "title", "language": self.request.GET.get("language", "")}

    def get_initial(self) -> Values:
        return {"text": self.now}

    def get_action_kwargs(self) -> Values:
        return super().get_action_kwargs() | {"target": self.target, **self.which_text()}

    def get_context_data(self, **kwargs: Value) -> Values:
        which = self.which_text()
        context = {
            "target": self.target,
            "code": self.kwargs["code"],
            "series_id": self.kwargs.get("series_id", ""),
            "places": [(place, text_at(self.target, place)) for place in text_places(self.target)],
            "languages": translation_languages(),
            "now": self.now,
            "original": text_at(self.target, which["place"]),
            **which,
        }
        return super().get_context_data(**context, **kwargs)


class Translations(PrivateView):
    """The page with the translations of adopted criteria; with `?language=`, what one of them lacks."""

    def get(self, request: HttpRequest, version: str) -> HttpResponse:
        framework = find(request, version)
        framework.require(request.user, Action.KEEP_FRAMEWORK)
        language = request.GET.get("language", "")
        rows = coverage(framework)
        context = {
            "framework": framework,
            "rows": rows,
            "shown": next((row for row in rows if row.language == language), None),
        }
        return render(request, "evaluation/frameworks/translations.html", context)


class NextVersion(FrameworkView):
    """Start a version after an adopted one, for people who manage the frameworks of any network; else 404."""

    template_name = "evaluation/frameworks/new_version.html"
    form_class = VersionForm
    action, success_message = staticmethod(start_version), _("Draft created.")
    needs = None
    leads_to_result = True

    def get_object(self) -> Framework:
        previous = super().get_object()
        if not previous.is_adopted or not networks_managed_by(self.request.user).exists():
            raise Http404
        return previous

    def get_form_kwargs(self) -> Values:
        networks = networks_managed_by(self.request.user)
        return super().get_form_kwargs() | {"previous": self.object, "networks": networks}

    def get_action_kwargs(self) -> Values:
        return {"previous": self.object, "user": self.request.user}


class FirstVersion(PrivateAction[QuerySet[Network]]):
    """The first version of a network: for who keeps the frameworks of any; for all others it does not exist."""

    template_name = "evaluation/frameworks/new_criteria.html"
    form_class = FirstVersionForm
    action, success_message = staticmethod(start_first_version), _("Draft created.")
    leads_to_result = True

    def get_object(self) -> QuerySet[Network]:
        networks = networks_managed_by(self.request.user)
        if not networks.exists():
            raise Http404
        return networks

    def get_form_kwargs(self) -> Values:
        return super().get_form_kwargs() | {"networks": self.object}

    def get_action_kwargs(self) -> Values:
        return {"user": self.request.user}


_ONE = "evaluation/frameworks/<str:version>/"
urlpatterns = [
    path("evaluation/new-framework/", FirstVersion.as_view(), name="first_version"),
    path(f"{_ONE}changes/", show_changes, name="framework_changes"),
    path(f"{_ONE}translations/", Translations.as_view(), name="framework_translations"),
    path(f"{_ONE}recommendations/<int:code>/correct/", CorrectFramework.as_view(), name="correct"),
    path(
        f"{_ONE}recommendations/<int:code>/criteria/<str:series_id>/correct/",
        CorrectFramework.as_view(),
        name="correct_criterion",
    ),
    path(f"{_ONE}next/", NextVersion.as_view(), name="next_version"),
]
