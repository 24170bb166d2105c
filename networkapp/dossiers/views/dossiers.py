"""Dossiers, and the steps by which one thing is made of another."""

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.http import content_disposition_header
from django.views import View

from networkapp.errors import Refused
from networkapp.provenance.dossiers import Dossier, dossier_file, dossier_of


class DossierPage(View):
    """The chain around a thing, with the text of every step."""

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        return self.show(request, dossier_of(key=key, user=request.user))

    def show(self, request: HttpRequest, dossier: Dossier, problem: Refused | None = None) -> HttpResponse:
        status = 200 if problem is None else 429 if problem.again_at else 422
        context = {"dossier": dossier, "problem": problem}
        return render(request, "networkapp/provenance/dossier.html", context, status=status)


class DossierFile(LoginRequiredMixin, DossierPage):
    """The dossier as PDF."""

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        dossier = dossier_of(key=key, user=request.user)
        address = request.build_absolute_uri(request.path.removesuffix("dossier.pdf"))
        try:
            made = dossier_file(dossier=dossier, user=request.user, address=address)
        except Refused as refused:
            return self.show(request, dossier, refused)
        answer = HttpResponse(made, content_type="application/pdf")
        name = f"dossier-{dossier.of.key}.pdf"
        answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
        answer["Cache-Control"] = "private, no-store"
        return answer


urlpatterns = [
    path("dossier/<slug:key>/", DossierPage.as_view(), name="dossier"),
    path("dossier/<slug:key>/dossier.pdf", DossierFile.as_view(), name="dossier_file"),
]
