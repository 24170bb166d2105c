"""The brief of a country before a meeting: to read, to complete for its delegation, to print on two pages."""

from django.contrib import messages as notes
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from django.views import View

from networkapp.domain.countries.briefs import CountryBrief, brief_file, find_brief, write_brief
from networkapp.errors import Refused
from networkapp.forms.country_briefs import BriefTextForm
from networkapp.forms.discussion import attempt
from networkapp.views.unsaved_text import ReturnsUnsavedText


class BriefPage(LoginRequiredMixin, View):
    def get(self, request: HttpRequest, slug: str, country: str) -> HttpResponse:
        return self.show(request, find_brief(network=slug, country=country, reader=request.user))

    def show(self, request: HttpRequest, brief: CountryBrief, problem: Refused | None = None) -> HttpResponse:
        status = 200 if problem is None else 429 if problem.again_at else 422
        context = {"brief": brief, "network": brief.network, "problem": problem}
        return render(request, "networkapp/briefs/brief.html", context, status=status)


class BriefSectionPage(ReturnsUnsavedText):
    """One section with the form for what the delegation says in it."""

    def get(self, request: HttpRequest, slug: str, country: str, section: str) -> HttpResponse:
        brief = self.find(request, slug, country)
        part = brief.part(section)
        if part is None:
            raise Http404
        return self.show(request, brief, section, BriefTextForm(initial={"text": part.text, "base": part.base}))

    def post(self, request: HttpRequest, slug: str, country: str, section: str) -> HttpResponse:
        brief = self.find(request, slug, country)
        if brief.part(section) is None:
            raise Http404
        form = BriefTextForm(request.POST)
        given = {"network": brief.network, "delegation": brief.delegation, "person": request.user, "section": section}
        attempt(form, write_brief, **given)
        if form.errors:
            return self.show(request, brief, section, form)
        notes.success(request, _("Brief saved."))
        return redirect("networkapp:country_brief", slug, country)

    def find(self, request: HttpRequest, slug: str, country: str) -> CountryBrief:
        brief = find_brief(network=slug, country=country, reader=request.user)
        if not brief.finishes:
            raise PermissionDenied
        return brief

    def show(self, request: HttpRequest, brief: CountryBrief, section: str, form: BriefTextForm) -> HttpResponse:
        context = {"brief": brief, "network": brief.network, "part": brief.part(section), "form": form}
        return render(request, "networkapp/briefs/write.html", context, status=422 if form.is_bound else 200)


class BriefFile(BriefPage):
    """The brief as PDF."""

    def get(self, request: HttpRequest, slug: str, country: str) -> HttpResponse:
        brief = find_brief(network=slug, country=country, reader=request.user)
        try:
            made = brief_file(brief=brief, reader=request.user)
        except Refused as refused:
            return self.show(request, brief, refused)
        answer = HttpResponse(made, content_type="application/pdf")
        name = f"brief-{country.lower()}-{brief.made_at:%Y-%m-%d}.pdf"
        answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
        answer["Cache-Control"] = "private, no-store"
        return answer


urlpatterns = [
    path("networks/<slug:slug>/brief/<slug:country>/", BriefPage.as_view(), name="country_brief"),
    path("networks/<slug:slug>/brief/<slug:country>/brief.pdf", BriefFile.as_view(), name="country_brief_file"),
    path(
        "networks/<slug:slug>/brief/<slug:country>/<slug:section>/",
        BriefSectionPage.as_view(),
        name="country_brief_section",
    ),
]
