"""The brief of a country before a meeting: to read, to complete for its delegation, to print on two pages."""

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from django.views import View

from networkapp.errors import Refused
from networkapp.overviews.country_briefs import CountryBrief, brief_file, find_brief, write_brief
from networkapp.overviews.forms import BriefTextForm
from networkapp.views.action_view import ActionView, Value, Values


class BriefPage(LoginRequiredMixin, View):
    """The brief of a country for the members of a network."""

    def get(self, request: HttpRequest, slug: str, country: str) -> HttpResponse:
        return self.show(request, find_brief(network=slug, country=country, user=request.user))

    def show(self, request: HttpRequest, brief: CountryBrief, problem: Refused | None = None) -> HttpResponse:
        status = 200 if problem is None else 429 if problem.again_at else 422
        context = {"brief": brief, "network": brief.network, "problem": problem}
        return render(request, "networkapp/briefs/brief.html", context, status=status)


class BriefSectionPage(ActionView[CountryBrief]):
    """One section with the form for what the delegation says in it."""

    template_name = "networkapp/briefs/write.html"
    form_class, action, success_message = BriefTextForm, staticmethod(write_brief), _("Brief saved.")

    def get_object(self) -> CountryBrief:
        about = self.kwargs
        brief = find_brief(network=about["slug"], country=about["country"], user=self.request.user)
        if not brief.finishes:
            raise PermissionDenied
        self.part = brief.part(about["section"])
        if self.part is None:
            raise Http404
        return brief

    def get_initial(self) -> Values:
        return {"text": self.part.text, "base": self.part.base}

    def get_action_kwargs(self) -> Values:
        brief = self.object
        about = {"network": brief.network, "delegation": brief.delegation, "section": self.kwargs["section"]}
        return about | {"user": self.request.user}

    def get_success_url(self) -> str:
        return reverse("networkapp:country_brief", args=[self.kwargs["slug"], self.kwargs["country"]])

    def get_context_data(self, **kwargs: Value) -> Values:
        return super().get_context_data(brief=self.object, network=self.object.network, part=self.part, **kwargs)


class BriefFile(BriefPage):
    """The brief as PDF."""

    def get(self, request: HttpRequest, slug: str, country: str) -> HttpResponse:
        brief = find_brief(network=slug, country=country, user=request.user)
        try:
            made = brief_file(brief=brief, user=request.user)
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
