"""One state and all instruments, for everybody; its acts, kept by who keeps the register."""

from collections.abc import Callable

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.utils.translation import gettext_lazy as _

from evaluation.editors import may_manage_register
from evaluation.models import TreatyAction
from evaluation.private import RegisterAction, known_country
from evaluation.treaties.actions import correct_action, record_action, withdraw_action
from evaluation.treaties.countries import state_treaties
from evaluation.treaties.forms.treaties import ActForm, CorrectionForm, TakeBackForm, initial_action
from networkapp.views.action_view import POST_ONLY, Value, Values

# The form above it on the page has a reason, too.
OF_TAKING_BACK = "id_back_%s"


def show_country(request: HttpRequest, code: str) -> HttpResponse:
    """Show the status of all treaties for one country; Http404 if the country is not known."""
    found = state_treaties(country=code)
    if found is None:
        raise Http404
    context = {"page": found, "table": found.table, "can_manage": may_manage_register(request.user)}
    return render(request, "evaluation/treaties/country.html", context)


class RecordTreatyAction(RegisterAction[str]):
    """Record an action of a state about a treaty."""

    template_name = "evaluation/treaties/act.html"
    form_class = ActForm
    action, success_message = staticmethod(record_action), _("Treaty action recorded.")
    success_url = "evaluation:treaty_country"

    def find(self) -> str:
        self.country = known_country(self.kwargs["code"])
        return self.country

    def get_form_kwargs(self) -> Values:
        return super().get_form_kwargs() | {"country": self.country}

    def get_initial(self) -> Values:
        return {"instrument": self.request.GET.get("instrument", "")}

    def get_action_kwargs(self) -> Values:
        return {"user": self.request.user}


class CorrectTreatyAction(RegisterAction[TreatyAction]):
    """Correct a recorded treaty action."""

    template_name = "evaluation/treaties/act.html"
    form_class: type[Form] = CorrectionForm
    action: Callable[..., Value] = staticmethod(correct_action)
    success_message, success_url = _("Treaty action corrected."), "evaluation:treaty_country"

    def find(self) -> TreatyAction:
        current = TreatyAction.objects.current().select_related("instrument")
        found: TreatyAction = get_object_or_404(current, pk=self.kwargs["pk"])
        self.country = str(found.country)
        return found

    def get_initial(self) -> Values:
        return initial_action(self.object)

    def get_form_kwargs(self) -> Values:
        return super().get_form_kwargs() | {"country": self.country}

    def get_action_kwargs(self) -> Values:
        return {"action": self.object, "user": self.request.user}

    def get_context_data(self, **kwargs: Value) -> Values:
        context = {"action": self.object, "taking": TakeBackForm(auto_id=OF_TAKING_BACK)}
        return super().get_context_data(**context | kwargs)


class RemoveTreatyAction(CorrectTreatyAction):
    """Withdraw a recorded treaty action."""

    http_method_names = POST_ONLY
    form_class, form_name = TakeBackForm, "taking"
    action, success_message = staticmethod(withdraw_action), _("Treaty action removed.")

    def get_form_kwargs(self) -> Values:
        return {"data": self.request.POST, "auto_id": OF_TAKING_BACK}

    def get_context_data(self, **kwargs: Value) -> Values:
        correction = CorrectionForm(self.country, initial=self.get_initial())
        return super().get_context_data(form=correction, **kwargs)


urlpatterns = [
    path("treaties/countries/<slug:code>/", show_country, name="treaty_country"),
    path("treaties/countries/<slug:code>/record/", RecordTreatyAction.as_view(), name="record_act"),
    path("treaties/acts/<int:pk>/", CorrectTreatyAction.as_view(), name="correct_act"),
    path("treaties/acts/<int:pk>/take-back/", RemoveTreatyAction.as_view(), name="take_act_back"),
]
