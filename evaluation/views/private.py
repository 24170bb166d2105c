"""Pages for one person: they require signing in, and are never stored by a browser or a proxy."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache

from evaluation.domain.keepers import keeps_register
from evaluation.domain.treaties.tables import known_states, sample_states
from networkapp.views.action_view import ActionView, T


@method_decorator(never_cache, name="dispatch")
class PrivateView(LoginRequiredMixin, View):
    """Going back in the browser shows what is saved now, not the earlier page."""


@method_decorator(never_cache, name="dispatch")
class PrivateAction(ActionView[T]):
    """A page with a form, or an action, that is never stored by a browser or a proxy."""


class KeptPage(PrivateView):
    """A page for people who manage the registers that belong to all countries; 404 for everybody else."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.user.is_authenticated and not keeps_register(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)


def known_country(code: str) -> str:
    """Return the code in capitals; 404 for a country that takes no part and about which nothing is recorded."""
    country = code.upper()
    if country not in known_states() | sample_states():
        raise Http404
    return country
