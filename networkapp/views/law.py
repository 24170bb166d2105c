"""The legal status of a section, and recording a legal review."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views import View

from networkapp.domain.library.law_checks import LawOfSection, confirm_law, law_of_section
from networkapp.forms.discussion import attempt
from networkapp.forms.law import LawCheckForm


class SectionLaw(View):
    """Which source was amended, when the section is due for review, who has checked it; the people responsible record
    it here."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        law = law_of_section(pk=pk, reader=request.user)
        return self.show(request, law, LawCheckForm(law.state))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        law = law_of_section(pk=pk, reader=request.user)
        form = LawCheckForm(law.state, request.POST)
        attempt(form, confirm_law, section=law.section, by=request.user)
        if form.errors:
            return self.show(request, law, form, status=422)
        messages.success(request, _("Law date confirmed."))
        return redirect("networkapp:section_law", pk)

    def show(self, request: HttpRequest, law: LawOfSection, form: LawCheckForm, status: int = 200) -> HttpResponse:
        context = {"law": law, "section": law.section, "chapter": law.section.page, "form": form}
        return render(request, "networkapp/handbooks/law.html", context, status=status)


urlpatterns = [path("handbooks/sections/<int:pk>/law/", SectionLaw.as_view(), name="section_law")]
