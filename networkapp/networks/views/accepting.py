"""The pages behind the links of invitations. Opening one changes nothing; only the button does."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, override
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from networkapp.administration import invitations as administration
from networkapp.forms.attempt import run_action
from networkapp.host import host_accounts
from networkapp.models import AdministratorInvitation, Invitation
from networkapp.models.addressed_links import AddressedLink
from networkapp.networks.actions import invitations as seats
from networkapp.networks.actions.invitations import InvitationPageState
from networkapp.networks.forms.invitations import AgreeForm, NewcomerForm
from networkapp.permissions import ALLOWED, Action


def _first_page_of_seat(invitation: Invitation) -> str:
    """Return the address of the network's topics, for people who can read them once their seat has begun; else the
    desk."""
    if invitation.capacity in ALLOWED[Action.READ] and invitation.starts_at <= timezone.now():
        return reverse("networkapp:topics", args=[invitation.network.slug])
    return reverse("networkapp:desk")


@dataclass(frozen=True, kw_only=True)
class LinkKind:
    """A kind of invitation: the page behind its links, and what accepting one does. The functions are the domain's."""

    model: type[AddressedLink]
    page: str
    """The URL name of the page behind the link; its only argument is the token."""
    folder: str
    """Where the templates open.html, closed.html and invitation_summary.html are."""
    done: str | Promise
    find: Callable[..., AddressedLink | None]
    door: Callable[..., InvitationPageState]
    require_usable: Callable[..., None]
    accept: Callable[..., object]
    accept_as_newcomer: Callable[..., Any]
    first_page: Callable[[Any], str]
    """Returns the address of the page that is first after accepting."""
    form: type[NewcomerForm] = NewcomerForm


SEAT = LinkKind(
    model=Invitation,
    page="networkapp:invitation",
    folder="networkapp/invitations",
    done=gettext_lazy("Welcome. Your seat is now active."),
    find=seats.find_invitation,
    door=seats.invitation_page_state,
    require_usable=seats.require_usable,
    accept=seats.accept,
    accept_as_newcomer=seats.accept_as_newcomer,
    first_page=_first_page_of_seat,
)
ADMINISTRATION = LinkKind(
    model=AdministratorInvitation,
    page="networkapp:administrator_invitation",
    folder="networkapp/administrators",
    done=gettext_lazy("You are now a site administrator"),
    find=administration.find_administrator_invitation,
    door=seats.invitation_page_state,
    require_usable=administration.require_usable,
    accept=administration.accept_administration,
    accept_as_newcomer=administration.accept_administration_as_newcomer,
    first_page=lambda _invitation: reverse("networkapp:desk"),
)
KINDS = [SEAT, ADMINISTRATION]


def register_link_kind(kind: LinkKind) -> None:
    """Register a kind of invitation of a plugin, so that single sign-on accepts it, too."""
    if kind not in KINDS:
        KINDS.append(kind)


def kind_of(invitation: AddressedLink) -> LinkKind:
    """Return the kind of link to which the invitation belongs."""
    return next(kind for kind in KINDS if isinstance(invitation, kind.model))


def find_invitation(*, token: str) -> AddressedLink | None:
    """Return the invitation of any kind whose newest link carries `token`, whatever became of it."""
    found = (kind.find(token=token) for kind in KINDS)
    return next((invitation for invitation in found if invitation is not None), None)


@method_decorator([never_cache, sensitive_post_parameters("password")], name="dispatch")
class AcceptLink(View):
    """The page behind the link of an invitation. Opening it changes nothing; only the button does."""

    kind: LinkKind

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        return self.show(request, self.kind.find(token=token))

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        invitation = self.kind.find(token=token)
        door = self.kind.door(invitation=invitation, visitor=request.user)
        act: Any = {InvitationPageState.NEWCOMER: self.welcome, InvitationPageState.HERS: self.accept}.get(
            door, self.show
        )
        return act(request, invitation)

    def accept(self, request: HttpRequest, invitation: AddressedLink) -> HttpResponse:
        form = AgreeForm(request.POST)
        run_action(form, self.kind.accept, invitation=invitation, user=request.user)
        if form.errors:
            return self.show(request, invitation, form)
        return self.to_first_page(request, invitation)

    def welcome(self, request: HttpRequest, invitation: AddressedLink) -> HttpResponse:
        form = self.kind.form(request.POST, email=invitation.email)
        user = run_action(form, self.kind.accept_as_newcomer, invitation=invitation)
        if not user:
            return self.show(request, invitation, form)
        newcomer = form.cleaned_data["newcomer"]
        with override(newcomer.language):
            host_accounts().sign_in(request, user, newcomer)
            setup = host_accounts().passkey_setup_address() if newcomer.wants_passkey else ""
            return self.to_first_page(request, invitation, setup)

    def to_first_page(self, request: HttpRequest, invitation: AddressedLink, setup: str = "") -> HttpResponse:
        messages.success(request, self.kind.done)
        first = self.kind.first_page(invitation)
        return redirect(f"{setup}?{urlencode({'next': first})}" if setup else first)

    def show(self, request: HttpRequest, invitation: AddressedLink | None, form: Any = None) -> HttpResponse:
        door = self.kind.door(invitation=invitation, visitor=request.user)
        template = f"{self.kind.folder}/{'open' if door in OPEN_DOORS else 'closed'}.html"
        offered = form or (
            self.kind.form.of(invitation) if door == InvitationPageState.NEWCOMER and invitation else None
        )
        status = 422 if form and form.errors and door in OPEN_DOORS else STATUS.get(door, 200)
        is_signed_out = door in SIGNED_OUT_DOORS
        services = host_accounts().sign_in_services(request, self.kwargs["token"]) if is_signed_out else []
        shown = {"invitation": invitation, "door": door.value, "form": offered, "services": services}
        context = shown | host_accounts().addresses() | {"passkey_template": host_accounts().passkey_template}
        zone = seats.invited_zone(offer=invitation) if invitation else timezone.get_current_timezone()
        with timezone.override(zone):
            return render(request, template, context, status=status)


OPEN_DOORS = {
    InvitationPageState.NEWCOMER,
    InvitationPageState.HERS,
    InvitationPageState.SIGN_IN,
    InvitationPageState.ANOTHER,
}
SIGNED_OUT_DOORS = {InvitationPageState.NEWCOMER, InvitationPageState.SIGN_IN}
STATUS = {InvitationPageState.UNKNOWN: 404, InvitationPageState.SETTLED: 410, InvitationPageState.EXPIRED: 410}


class Accept(AcceptLink):
    """The page behind the link of an invitation to a seat."""

    kind = SEAT


class AcceptAdministration(AcceptLink):
    """The page behind the link of a site administrator's invitation."""

    kind = ADMINISTRATION
