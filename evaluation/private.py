"""Pages for one person: they require signing in, and are never stored by a browser or a proxy."""

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache

from evaluation.editors import may_manage_register
from evaluation.treaties.tables import known_states, sample_states
from networkapp.networks.queries.countries import country_name
from networkapp.views.action_view import ActionView, T, Value, Values


@method_decorator(never_cache, name="dispatch")
class PrivateView(LoginRequiredMixin, View):
    """Going back in the browser shows what is saved now, not the earlier page."""


@method_decorator(never_cache, name="dispatch")
class PrivateAction(ActionView[T]):
    """A page with a form, or an action, that is never stored by a browser or a proxy."""


class RegisterAction(PrivateAction[T]):
    """A form about a country, for people who manage the registers that belong to all countries; 404 for others."""

    country: str
    """Set by `find`."""

    def get_object(self) -> T:
        if not may_manage_register(self.request.user):
            raise Http404
        return self.find()

    def find(self) -> T:
        raise NotImplementedError

    def get_context_data(self, **kwargs: Value) -> Values:
        return super().get_context_data(country=self.country, name=country_name(code=self.country), **kwargs)

    def get_success_url(self) -> str:
        """Return the address of the country's page, which `success_url` names."""
        return reverse(str(self.success_url), args=[self.country.lower()])


def known_country(code: str) -> str:
    """Return the code in capitals; 404 for a country that takes no part and about which nothing is recorded."""
    country = code.upper()
    if country not in known_states() | sample_states():
        raise Http404
    return country
