"""The pages behind the links of invitations. Opening one changes nothing; only the button does."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy, override
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from networkapp.domain.seats import invitations
from networkapp.domain.seats.invitations import Door
from networkapp.forms.discussion import attempt
from networkapp.forms.invitations import AgreeForm, NewcomerForm
from networkapp.host import SignInService, host_accounts
from networkapp.models import Invitation
from networkapp.models.addressed_links import AddressedLink
from networkapp.permissions import ALLOWED, Action


@method_decorator([never_cache, sensitive_post_parameters("password")], name="dispatch")
class AcceptLink(View):
    """The page behind the link of an invitation. Opening it changes nothing; only the button does."""

    folder = ""
    """Where the templates open.html and closed.html are."""
    done: Any = ""
    find: Callable[..., AddressedLink | None]
    accept_it: Callable[..., Any]
    accept_as_newcomer: Callable[..., Any]

    def services(self, request: HttpRequest, token: str) -> list[SignInService]:
        """Return the other sites with which this invitation can be accepted."""
        return []

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        return self.show(request, type(self).find(token=token))

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        invitation = type(self).find(token=token)
        door = invitations.door(invitation=invitation, visitor=request.user)
        act: Any = {Door.NEWCOMER: self.welcome, Door.HERS: self.accept}.get(door, self.show)
        return act(request, invitation)

    def accept(self, request: HttpRequest, invitation: AddressedLink) -> HttpResponse:
        form = AgreeForm(request.POST)
        attempt(form, type(self).accept_it, invitation=invitation, user=request.user)
        if form.errors:
            return self.show(request, invitation, form)
        return self.to_first_page(request, invitation)

    def welcome(self, request: HttpRequest, invitation: AddressedLink) -> HttpResponse:
        form = NewcomerForm(request.POST, email=invitation.email)
        user = attempt(form, type(self).accept_as_newcomer, invitation=invitation)
        if not user:
            return self.show(request, invitation, form)
        newcomer = form.cleaned_data["newcomer"]
        with override(newcomer.language):
            host_accounts().sign_in(request, user, newcomer)
            setup = host_accounts().passkey_setup_address() if newcomer.wants_passkey else ""
            return self.to_first_page(request, invitation, setup)

    def to_first_page(self, request: HttpRequest, invitation: AddressedLink, setup: str = "") -> HttpResponse:
        messages.success(request, self.done)
        first = self.first_page(invitation)
        return redirect(f"{setup}?{urlencode({'next': first})}" if setup else first)

    def first_page(self, invitation: AddressedLink) -> str:
        """Return the address of the page that is first after accepting."""
        return reverse("networkapp:desk")

    def show(self, request: HttpRequest, invitation: AddressedLink | None, form: Any = None) -> HttpResponse:
        door = invitations.door(invitation=invitation, visitor=request.user)
        template = f"{self.folder}/{'open' if door in OPEN_DOORS else 'closed'}.html"
        offered = form or (NewcomerForm.of(invitation) if door == Door.NEWCOMER and invitation else None)
        status = 422 if form and form.errors and door in OPEN_DOORS else STATUS.get(door, 200)
        services = self.services(request, self.kwargs["token"]) if door in SIGNED_OUT_DOORS else []
        shown = {"invitation": invitation, "door": door.value, "form": offered, "services": services}
        context = shown | host_accounts().addresses() | {"passkey_template": host_accounts().passkey_template}
        zone = invitations.invited_zone(offer=invitation) if invitation else timezone.get_current_timezone()
        with timezone.override(zone):
            return render(request, template, context, status=status)


OPEN_DOORS = {Door.NEWCOMER, Door.HERS, Door.SIGN_IN, Door.ANOTHER}
SIGNED_OUT_DOORS = {Door.NEWCOMER, Door.SIGN_IN}
STATUS = {Door.UNKNOWN: 404, Door.SETTLED: 410, Door.EXPIRED: 410}


def first_page_of(invitation: Invitation) -> str:
    """Return the address of the network's topics, for those who read them once their seat has begun; else the desk."""
    if invitation.capacity in ALLOWED[Action.READ] and invitation.starts_at <= timezone.now():
        return reverse("networkapp:topics", args=[invitation.network.slug])
    return reverse("networkapp:desk")


class Accept(AcceptLink):
    """The page behind the link of an invitation to a seat."""

    folder = "networkapp/invitations"
    done = gettext_lazy("Welcome. Your seat is now active.")
    find = invitations.find
    accept_it = invitations.accept
    accept_as_newcomer = invitations.accept_as_newcomer

    def first_page(self, invitation: AddressedLink) -> str:
        assert isinstance(invitation, Invitation)
        return first_page_of(invitation)

    def services(self, request: HttpRequest, token: str) -> list[SignInService]:
        return host_accounts().sign_in_services(request, token)
