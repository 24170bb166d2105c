"""A page of a handbook in another language: which there are, and a button that makes a draft of one more."""

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views import View
from wagtail.contrib.simple_translation.views import SubmitPageTranslationView
from wagtail.models import Page

from networkapp.domain.handbooks.languages import InHandbooks, find_edited_page, handbook_of, translate_page
from networkapp.domain.handbooks.readers import IN_HANDBOOKS
from networkapp.forms.discussion import attempt
from networkapp.forms.translations import TranslatePageForm
from networkapp.models import ChapterPage


class TranslatePage(LoginRequiredMixin, View):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        page = find_edited_page(pk=pk, user=request.user)
        return self.show(request, page, TranslatePageForm(page=page))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        page = find_edited_page(pk=pk, user=request.user)
        form = TranslatePageForm(request.POST, page=page)
        made = attempt(form, translate_page, page=page, by=request.user)
        if made is None:
            return self.show(request, page, form, status=422)
        messages.success(request, _("Draft created."))
        if isinstance(made, ChapterPage) and made.handbook.translated_from_id:
            return redirect("networkapp:translation", made.pk)
        return redirect("wagtailadmin_pages:edit", made.pk)

    def show(self, request: HttpRequest, page: InHandbooks, form: TranslatePageForm, status: int = 200) -> HttpResponse:
        versions = page.get_translations().select_related("locale").order_by("locale__language_code")
        context = {"translated_page": page, "handbook": handbook_of(page), "versions": versions, "form": form}
        return render(request, "networkapp/handbooks/translate_page.html", context, status=status)


def submit_page_translation(request: HttpRequest, page_id: int) -> HttpResponse:
    """Wagtail's own screen "Translate"; pages of handbooks have the one above, which offers every language."""
    if isinstance(Page.objects.filter(pk=page_id).specific().first(), IN_HANDBOOKS):
        return redirect("networkapp:translate_page", page_id)
    answer: HttpResponse = SubmitPageTranslationView.as_view()(request, page_id=page_id)
    return answer


urlpatterns = [path("handbooks/pages/<int:pk>/translate/", TranslatePage.as_view(), name="translate_page")]
