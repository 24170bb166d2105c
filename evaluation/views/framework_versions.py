"""A new version of a framework, and what changed from the one before."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from evaluation.domain.frameworks.agreement_pages import readable_frameworks
from evaluation.domain.frameworks.patches import correct, places_of, target_of, text_at, translatable_into
from evaluation.domain.frameworks.translations import coverage
from evaluation.domain.frameworks.versions import networks_keeping, start_first, start_version, version_changes
from evaluation.forms.frameworks import CorrectionForm, FirstForm, VersionForm
from evaluation.models import Framework
from evaluation.permissions import Action
from evaluation.views.frameworks import find
from evaluation.views.private import PrivateView
from networkapp.errors import Refused
from networkapp.forms.discussion import attempt


@never_cache
def show_changes(request: HttpRequest, version: str) -> HttpResponse:
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


class Correct(PrivateView):
    """A misspelt text or a translation of an adopted framework, corrected with a note; `?place=` and `?language=`."""

    def get(self, request: HttpRequest, version: str, code: int, series_id: str = "") -> HttpResponse:
        return self.show(request, version, code, series_id)

    def post(self, request: HttpRequest, version: str, code: int, series_id: str = "") -> HttpResponse:
        framework, form = find(request, version), CorrectionForm(request.POST)
        framework.require(request.user, Action.KEEP_FRAMEWORK)
        asked = {"framework": framework, "target": target_in(framework, code, series_id), "by": request.user}
        if attempt(form, correct, **asked, **which_text(request)) is None:
            return self.show(request, version, code, series_id, form)
        messages.success(request, _("Correction saved."))
        return redirect(framework)

    def show(self, request: HttpRequest, version: str, code: int, series_id: str, form: Any = None) -> HttpResponse:
        framework = find(request, version)
        framework.require(request.user, Action.KEEP_FRAMEWORK)
        target, which = target_in(framework, code, series_id), which_text(request)
        try:
            now = text_at(target, **which)
        except Refused as refusal:
            raise Http404 from refusal
        context = {
            "framework": framework,
            "target": target,
            "code": code,
            "series_id": series_id,
            "places": [(place, text_at(target, place)) for place in places_of(target)],
            "languages": translatable_into(),
            "now": now,
            "original": text_at(target, which["place"]),
            "form": form or CorrectionForm(initial={"text": now}),
            **which,
        }
        return render(request, "evaluation/frameworks/correct.html", context, status=422 if form else 200)


class Translations(PrivateView):
    """How much of an adopted framework exists in each language; with `?language=` what is missing in it."""

    def get(self, request: HttpRequest, version: str) -> HttpResponse:
        framework = find(request, version)
        framework.require(request.user, Action.KEEP_FRAMEWORK)
        asked = request.GET.get("language", "")
        rows = coverage(framework)
        context = {
            "framework": framework,
            "rows": rows,
            "shown": next((row for row in rows if row.language == asked), None),
        }
        return render(request, "evaluation/frameworks/translations.html", context)


def which_text(request: HttpRequest) -> dict[str, str]:
    return {"place": request.GET.get("place") or "title", "language": request.GET.get("language", "")}


def target_in(framework: Framework, code: int, series_id: str) -> Any:
    target = target_of(framework, code, series_id)
    if target is None or not framework.is_adopted:
        raise Http404
    return target


class NextVersion(PrivateView):
    def get(self, request: HttpRequest, version: str) -> HttpResponse:
        previous = self.find(request, version)
        return self.show(request, previous, VersionForm(previous=previous, networks=networks_keeping(request.user)))

    def post(self, request: HttpRequest, version: str) -> HttpResponse:
        previous = self.find(request, version)
        form = VersionForm(request.POST, previous=previous, networks=networks_keeping(request.user))
        draft = attempt(form, start_version, previous=previous, by=request.user)
        if draft is None:
            return self.show(request, previous, form)
        messages.success(request, _("Draft created."))
        return redirect(draft)

    def find(self, request: HttpRequest, version: str) -> Framework:
        """Return an adopted framework, if the user manages those of any network; otherwise 404."""
        previous = find(request, version)
        if not previous.is_adopted or not networks_keeping(request.user).exists():
            raise Http404
        return previous

    def show(self, request: HttpRequest, previous: Framework, form: Any) -> HttpResponse:
        context = {"framework": previous, "form": form}
        return render(request, "evaluation/frameworks/next.html", context, status=422 if form.is_bound else 200)


class FirstVersion(PrivateView):
    """The first version of a network: for who keeps the frameworks of any; for all others it does not exist."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(request, self.form(request))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = self.form(request, request.POST)
        draft = attempt(form, start_first, by=request.user)
        if draft is None:
            return self.show(request, form)
        messages.success(request, _("Draft created."))
        return redirect(draft)

    def form(self, request: HttpRequest, *given: Any) -> FirstForm:
        networks = networks_keeping(request.user)
        if not networks.exists():
            raise Http404
        return FirstForm(*given, networks=networks)

    def show(self, request: HttpRequest, form: FirstForm) -> HttpResponse:
        context = {"form": form}
        return render(request, "evaluation/frameworks/first.html", context, status=422 if form.is_bound else 200)


_ONE = "evaluation/frameworks/<str:version>/"
urlpatterns = [
    path("evaluation/new-framework/", FirstVersion.as_view(), name="first_version"),
    path(f"{_ONE}changes/", show_changes, name="framework_changes"),
    path(f"{_ONE}translations/", Translations.as_view(), name="framework_translations"),
    path(f"{_ONE}recommendations/<int:code>/correct/", Correct.as_view(), name="correct"),
    path(
        f"{_ONE}recommendations/<int:code>/criteria/<str:series_id>/correct/",
        Correct.as_view(),
        name="correct_criterion",
    ),
    path(f"{_ONE}next/", NextVersion.as_view(), name="next_version"),
]
