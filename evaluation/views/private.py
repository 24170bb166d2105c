"""Pages that belong to somebody: asked for a log-in, and never kept by a browser or a proxy."""

from django.contrib.auth.mixins import LoginRequiredMixin
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache


@method_decorator(never_cache, name="dispatch")
class PrivateView(LoginRequiredMixin, View):
    """Going back in the browser shows what is saved now, not what the page said before."""
