"""The newest version of a proposal in other languages: what is there, and writing one, paragraph beside paragraph."""

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views import View

from networkapp.domain.languages import known_language, own_name
from networkapp.domain.proposals.reading import acts_for, board_of, find_version
from networkapp.domain.proposals.texts import languages_of, other_languages, write_text
from networkapp.domain.seats.speaking import speaking_seat
from networkapp.forms.discussion import attempt
from networkapp.forms.languages import OtherLanguageForm
from networkapp.forms.proposals import LanguageForm
from networkapp.models import Proposal
from networkapp.permissions import Action
from networkapp.views.proposals import HERE, find, shown
from networkapp.views.unsaved_text import ReturnsUnsavedText


class Texts(LoginRequiredMixin, View):
    """The languages the newest version is there in, what is missing, and where each is written."""

    def get(self, request: HttpRequest, slug: str, number: int) -> HttpResponse:
        proposal = find(request, slug, number)
        acts = acts_for(proposal=proposal, board=board_of(proposal), person=request.user)
        languages = languages_of(find_version(proposal))
        known = {one.language for one in languages}
        others = [one for one in other_languages(proposal) if one[0] not in known]
        form = OtherLanguageForm(request.GET if "language" in request.GET else None, original=proposal.language)
        if form.is_valid():
            return redirect("networkapp:write_proposal_text", slug, number, form.cleaned_data["language"])
        context = shown(proposal, languages=languages, others=others, acts=acts, other_language=form)
        return render(request, "networkapp/proposals/texts.html", context, status=422 if form.is_bound else 200)


class WriteText(ReturnsUnsavedText):
    """The newest version in another language, paragraph beside paragraph."""

    def get(self, request: HttpRequest, slug: str, number: int, language: str) -> HttpResponse:
        proposal = find(request, slug, number)
        version = find_version(proposal)
        known = next((text for text in version.texts.all() if text.language == language), None)
        begun = {f"text_{key}": words for key, words in known.paragraphs.items()} if known else {}
        begun |= {"base": version.number, "title": known.title if known else ""}
        return self.show(request, proposal, language, LanguageForm(version=version, initial=begun))

    def post(self, request: HttpRequest, slug: str, number: int, language: str) -> HttpResponse:
        proposal = find(request, slug, number)
        form = LanguageForm(request.POST, version=find_version(proposal))
        if attempt(form, write_text, proposal=proposal, person=request.user, language=language) is None:
            return self.show(request, proposal, language, form)
        messages.success(request, _("Text saved."))
        return redirect(f"{proposal.get_absolute_url()}?language={language}")

    def show(self, request: HttpRequest, proposal: Proposal, language: str, form: LanguageForm) -> HttpResponse:
        seat = speaking_seat(network=proposal.network, person=request.user, action=Action.CONSOLIDATE)
        if seat is None:
            raise PermissionDenied
        if not known_language(language) or language == proposal.language:
            raise Http404
        context = shown(proposal, form=form, language=language, name=own_name(language))
        return render(request, "networkapp/proposals/write_text.html", context, status=422 if form.is_bound else 200)


urlpatterns = [
    path(f"{HERE}texts/", Texts.as_view(), name="proposal_texts"),
    path(f"{HERE}texts/<slug:language>/", WriteText.as_view(), name="write_proposal_text"),
]
