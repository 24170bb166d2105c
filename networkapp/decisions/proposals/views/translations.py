"""The newest version of a proposal in other languages: what is there, and writing one, paragraph beside paragraph."""

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views import View

from networkapp.decisions.models import ProposalVersion
from networkapp.decisions.proposals.forms.proposals import ProposalTranslationForm
from networkapp.decisions.proposals.queries import allowed_proposal_actions, find_version, proposal_board
from networkapp.decisions.proposals.translations import languages_of, save_translation, translation_languages
from networkapp.decisions.proposals.views.proposals import HERE, load_proposal, proposal_context
from networkapp.languages.choices import OtherLanguageForm
from networkapp.languages.languages import known_language, own_name
from networkapp.networks.queries.seats import permitted_seat
from networkapp.permissions import Action
from networkapp.views.action_view import ActionView, Value, Values


class TranslationList(LoginRequiredMixin, View):
    """The languages the newest version is there in, what is missing, and where each is written."""

    def get(self, request: HttpRequest, slug: str, number: int) -> HttpResponse:
        proposal = load_proposal(request, slug, number)
        acts = allowed_proposal_actions(proposal=proposal, board=proposal_board(proposal=proposal), user=request.user)
        languages = languages_of(find_version(proposal=proposal))
        known = {one.language for one in languages}
        others = [one for one in translation_languages(proposal) if one[0] not in known]
        form = OtherLanguageForm(request.GET if "language" in request.GET else None, original=proposal.language)
        if form.is_valid():
            return redirect("networkapp:write_proposal_text", slug, number, form.cleaned_data["language"])
        context = proposal_context(proposal, languages=languages, others=others, acts=acts, other_language=form)
        return render(request, "networkapp/proposals/translations.html", context, status=422 if form.is_bound else 200)


class WriteTranslation(ActionView[ProposalVersion]):
    """The newest version in another language, paragraph beside paragraph."""

    template_name = "networkapp/proposals/write_text.html"
    form_class, action = ProposalTranslationForm, staticmethod(save_translation)
    success_message = _("Text saved.")

    def get_object(self) -> ProposalVersion:
        self.proposal = load_proposal(self.request, self.kwargs["slug"], self.kwargs["number"])
        self.language: str = self.kwargs["language"]
        if not permitted_seat(network=self.proposal.network, user=self.request.user, action=Action.CONSOLIDATE):
            raise PermissionDenied
        if not known_language(self.language) or self.language == self.proposal.language:
            raise Http404
        return find_version(proposal=self.proposal)

    def get_initial(self) -> Values:
        known = next((text for text in self.object.texts.all() if text.language == self.language), None)
        begun = {f"text_{key}": words for key, words in known.paragraphs.items()} if known else {}
        return begun | {"base": self.object.number, "title": known.title if known else ""}

    def get_form_kwargs(self) -> Values:
        return super().get_form_kwargs() | {"version": self.object}

    def get_action_kwargs(self) -> Values:
        return {"proposal": self.proposal, "user": self.request.user, "language": self.language}

    def get_success_url(self) -> str:
        return f"{self.proposal.get_absolute_url()}?language={self.language}"

    def get_context_data(self, **kwargs: Value) -> Values:
        context = proposal_context(self.proposal, language=self.language, name=own_name(self.language))
        return super().get_context_data(**context, **kwargs)


urlpatterns = [
    path(f"{HERE}texts/", TranslationList.as_view(), name="proposal_texts"),
    path(f"{HERE}texts/<slug:language>/", WriteTranslation.as_view(), name="write_proposal_text"),
]
