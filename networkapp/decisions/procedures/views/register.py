"""The register of decisions, and each decision with its files, for everybody who may see its network."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from networkapp.decisions.models import Decision
from networkapp.decisions.procedures.decision_pages import (
    DecisionPage,
    decision_page,
    find_decision,
    statement_drafts_of,
)
from networkapp.decisions.procedures.exports import citation, decision_pdf, file_name
from networkapp.decisions.procedures.forms.decisions import (
    DecisionFilter,
    OpenFollowUpForm,
    OutcomeStatementForm,
    StatementForm,
)
from networkapp.decisions.procedures.queries import open_procedures_for
from networkapp.decisions.procedures.recording import content_file, roll_file
from networkapp.decisions.procedures.register import list_decisions
from networkapp.errors import Refused
from networkapp.metadata.atom import CONTENT_TYPE, Entry, atom
from networkapp.models import Network
from networkapp.permissions import Action
from networkapp.views.action_view import PAGE_ONLY, ActionView, Value, Values

PAGE = 50
DECISION = "decisions/<slug:slug>/<int:year>/<int:number>/"


def register(request: HttpRequest) -> HttpResponse:
    """Show the decisions that the reader can see, filtered by the query string, with the open procedures."""
    form = DecisionFilter(request.GET, user=request.user)
    found = Paginator(list_decisions(user=request.user, **form.chosen()), PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page_obj": found, "running": open_procedures_for(user=request.user)}
    return render(request, "networkapp/decisions/decision_list.html", context)


class DecisionView(ActionView[Decision]):
    """The decision, with the forms of what its reader may do with it; what is posted comes back here."""

    http_method_names = PAGE_ONLY
    is_public = True
    template_name = "networkapp/decisions/decision.html"
    form_class: type[BaseForm] | None = None

    def get_object(self) -> Decision:
        return load_decision(self.request, **self.kwargs)

    def get_context_data(self, **kwargs: Value) -> Values:
        decision, page = self.object, load_decision_page(self.request, self.object)
        address = self.request.build_absolute_uri(decision.get_absolute_url())
        seats = [*page.states, *page.drafts]
        context = {
            "page": page,
            "decision": decision,
            "citation": citation(decision, title=page.title, address=address),
            "statement_form": StatementForm(seats=seats) if seats else None,
            "outcome_form": OutcomeStatementForm(
                initial={"text": decision.outcome_statement, "review_on": decision.review_on}
            ),
            "ask_form": OpenFollowUpForm(decision=decision) if page.can_manage else None,
        }
        return super().get_context_data(**context | kwargs)


def load_decision(request: HttpRequest, slug: str, year: int, number: int) -> Decision:
    """Return a decision that the reader can see; otherwise Http404."""
    try:
        return find_decision(user=request.user, network=slug, year=year, number=number)
    except Decision.DoesNotExist as missing:
        raise Http404 from missing


def load_decision_page(request: HttpRequest, decision: Decision) -> DecisionPage:
    """Return the content of a decision's page in the language of the query string or of the reader."""
    language = request.GET.get("language") or get_language() or decision.language
    return decision_page(decision=decision, user=request.user, language=language)


@login_required
def drafts_part(request: HttpRequest, slug: str, year: int, number: int) -> HttpResponse:
    """Render the statement drafts of the delegations of the reader."""
    decision = load_decision(request, slug, year, number)
    decision.network.require(request.user, Action.DRAFT_STATEMENT)
    context = {"decision": decision, "drafts": statement_drafts_of(decision, request.user)}
    return render(request, "networkapp/decisions/drafts.html", context)


def pdf(request: HttpRequest, slug: str, year: int, number: int) -> HttpResponse:
    """Send a decision as a PDF file; status 422 with the reason in plain text if it cannot be created."""
    decision = load_decision(request, slug, year, number)
    address = request.build_absolute_uri(decision.get_absolute_url())
    try:
        made = decision_pdf(page=load_decision_page(request, decision), address=address)
    except Refused as refused:
        return HttpResponse(str(refused), status=422, content_type="text/plain")
    return file_response(made.content, made.content_type, made.name)


def text_file(request: HttpRequest, slug: str, year: int, number: int) -> HttpResponse:
    """Deliver the file from which the content hash was computed."""
    decision = load_decision(request, slug, year, number)
    return file_response(content_file(decision), "application/json", file_name(decision, ".json"))


def roll_as_file(request: HttpRequest, slug: str, year: int, number: int) -> HttpResponse:
    """Deliver the file from which the roll hash was computed, to people who can read the network."""
    decision = load_decision(request, slug, year, number)
    if not decision.network.allows(request.user, Action.READ):
        raise Http404
    return file_response(roll_file(decision), "application/json", file_name(decision, "-roll.json"))


def feed(request: HttpRequest, slug: str) -> HttpResponse:
    """Send the newest decisions of a network as an Atom feed."""
    network = find_network(request, slug)
    address = request.build_absolute_uri()
    made = atom(
        title=_("Decisions of %(network)s") % {"network": network.local_name},
        key=address,
        address=address,
        home=request.build_absolute_uri(f"{reverse('networkapp:decisions')}?network={network.slug}"),
        author=network.local_name,
        language=get_language() or "en",
        entries=[_atom_entry(request, one) for one in list_decisions(user=request.user, network=network)[:PAGE]],
    )
    return HttpResponse(made, content_type=CONTENT_TYPE)


def _atom_entry(request: HttpRequest, decision: Decision) -> Entry:
    address = request.build_absolute_uri(decision.get_absolute_url())
    # With the offset of the network's zone, so that readers of feeds that show a date show the day of adoption.
    adopted = decision.adopted_at.astimezone(decision.network.zone)
    return Entry(
        key=address,
        title=f"{decision.label} {decision.title}",
        address=address,
        published=adopted,
        updated=adopted,
        summary=decision.outcome_statement,
        language=decision.language,
    )


def file_response(content: bytes, content_type: str, name: str) -> HttpResponse:
    """Return a response that downloads `content` as a file called `name` and is never cached."""
    answer = HttpResponse(content, content_type=content_type)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    answer["Cache-Control"] = "private, no-store"
    return answer


def find_network(request: HttpRequest, slug: str, may: Action = Action.SEE) -> Network:
    """Return the network with this slug in which the reader is allowed `may`; otherwise Http404."""
    found: Network = get_object_or_404(Network.objects.where(request.user, may=may), slug=slug)
    return found


urlpatterns = [
    path("decisions/", register, name="decisions"),
    path("decisions/<slug:slug>/feed.atom", feed, name="decisions_feed"),
    path(DECISION, DecisionView.as_view(), name="decision"),
    path(f"{DECISION}drafts/", drafts_part, name="decision_drafts"),
    path(f"{DECISION}decision.pdf", pdf, name="decision_pdf"),
    path(f"{DECISION}decision.json", text_file, name="decision_file"),
    path(f"{DECISION}roll.json", roll_as_file, name="decision_roll"),
]
