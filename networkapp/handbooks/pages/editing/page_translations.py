"""A page of a handbook in another language: which there are, and a button that makes a draft of one more."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.simple_translation.views import SubmitPageTranslationView
from wagtail.models import Page

from networkapp.handbooks.models import ChapterPage
from networkapp.handbooks.pages.access import IN_HANDBOOKS
from networkapp.handbooks.pages.languages import HandbookContentPage, find_edited_page, handbook_of, translate_page
from networkapp.handbooks.translations.forms import TranslatePageForm
from networkapp.views.action_view import ActionView, Value, Values


class TranslatePage(ActionView[HandbookContentPage]):
    """Create a draft of a handbook page in another language."""

    template_name = "networkapp/handbooks/translate_page.html"
    form_class, action, success_message = TranslatePageForm, staticmethod(translate_page), _("Draft created.")
    result: HandbookContentPage

    def get_object(self) -> HandbookContentPage:
        return find_edited_page(pk=self.kwargs["pk"], user=self.request.user)

    def get_form_kwargs(self) -> Values:
        return super().get_form_kwargs() | {"page": self.object}

    def get_action_kwargs(self) -> Values:
        return {"page": self.object, "user": self.request.user}

    def get_success_url(self) -> str:
        made = self.result
        translated = isinstance(made, ChapterPage) and made.handbook.translated_from_id
        return reverse("networkapp:translation" if translated else "wagtailadmin_pages:edit", args=[made.pk])

    def get_context_data(self, **kwargs: Value) -> Values:
        page = self.object
        versions = page.get_translations().select_related("locale").order_by("locale__language_code")
        context = {"translated_page": page, "handbook": handbook_of(page), "versions": versions}
        return super().get_context_data(**context, **kwargs)


def submit_page_translation(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show Wagtail's own page "Translate", or for handbooks the one that offers every language."""
    if isinstance(Page.objects.filter(pk=page_id).specific().first(), IN_HANDBOOKS):
        return redirect("networkapp:translate_page", page_id)
    answer: HttpResponse = SubmitPageTranslationView.as_view()(request, page_id=page_id)
    return answer


urlpatterns = [path("handbooks/pages/<int:pk>/translate/", TranslatePage.as_view(), name="translate_page")]
