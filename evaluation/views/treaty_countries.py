"""One state and all instruments, for everybody; its acts, kept by who keeps the register."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _

from evaluation.domain.keepers import keeps_register
from evaluation.domain.treaties.countries import state_treaties
from evaluation.domain.treaties.register import correct_act, record_act, take_act_back
from evaluation.forms.treaties import ActForm, CorrectionForm, TakeBackForm, as_it_stands
from evaluation.models import TreatyAction
from evaluation.views.private import KeptPage, known_country
from networkapp.domain.countries.names import country_name
from networkapp.forms.discussion import attempt

# The form above it on the page has a reason, too.
OF_TAKING_BACK = "id_back_%s"


def show_country(request: HttpRequest, code: str) -> HttpResponse:
    found = state_treaties(country=code)
    if found is None:
        raise Http404
    context = {"page": found, "table": found.table, "keeps": keeps_register(request.user)}
    return render(request, "evaluation/treaties/country.html", context)


class RecordAct(KeptPage):
    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        country = known_country(code)
        return _show(request, country, ActForm(country, initial={"instrument": request.GET.get("instrument", "")}))

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        country = known_country(code)
        form = ActForm(country, request.POST)
        if attempt(form, record_act, by=request.user) is None:
            return _show(request, country, form, status=422)
        return _back(request, country, _("Treaty action recorded."))


class CorrectAct(KeptPage):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        action = _standing(pk)
        return _show(request, str(action.country), CorrectionForm("", initial=as_it_stands(action)), action)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        action = _standing(pk)
        form = CorrectionForm(str(action.country), request.POST)
        if attempt(form, correct_act, action=action, by=request.user) is None:
            return _show(request, str(action.country), form, action, status=422)
        return _back(request, str(action.country), _("Treaty action corrected."))


class TakeActBack(KeptPage):
    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        action, form = _standing(pk), TakeBackForm(request.POST, auto_id=OF_TAKING_BACK)
        if attempt(form, take_act_back, action=action, by=request.user) is None:
            correction = CorrectionForm("", initial=as_it_stands(action))
            return _show(request, str(action.country), correction, action, taking=form, status=422)
        return _back(request, str(action.country), _("Treaty action removed."))


def _standing(pk: int) -> TreatyAction:
    found: TreatyAction = get_object_or_404(TreatyAction.objects.said_now().select_related("instrument"), pk=pk)
    return found


def _show(
    request: HttpRequest,
    country: str,
    form: ActForm,
    action: TreatyAction | None = None,
    *,
    taking: TakeBackForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "country": country,
        "name": country_name(country),
        "form": form,
        "action": action,
        "taking": taking or TakeBackForm(auto_id=OF_TAKING_BACK),
    }
    return render(request, "evaluation/treaties/act.html", context, status=status)


def _back(request: HttpRequest, country: str, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("evaluation:treaty_country", country.lower())


urlpatterns = [
    path("treaties/countries/<slug:code>/", show_country, name="treaty_country"),
    path("treaties/countries/<slug:code>/record/", RecordAct.as_view(), name="record_act"),
    path("treaties/acts/<int:pk>/", CorrectAct.as_view(), name="correct_act"),
    path("treaties/acts/<int:pk>/take-back/", TakeActBack.as_view(), name="take_act_back"),
]
