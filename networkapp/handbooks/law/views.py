"""The legal status of a section, and recording a legal review."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from networkapp.handbooks.law.actions import SectionLawPage, confirm_law, find_section_law
from networkapp.handbooks.law.forms import LawCheckForm
from networkapp.views.action_view import ActionView, Value, Values


class SectionLaw(ActionView[SectionLawPage]):
    """The legal sources and reviews of a section, and the form of a review for the people responsible."""

    is_public = True
    template_name = "networkapp/handbooks/law.html"
    form_class, action, success_message = LawCheckForm, staticmethod(confirm_law), _("Law date confirmed.")

    def get_object(self) -> SectionLawPage:
        return find_section_law(pk=self.kwargs["pk"], user=self.request.user)

    def get_form_kwargs(self) -> Values:
        return super().get_form_kwargs() | {"state": self.object.state}

    def get_action_kwargs(self) -> Values:
        return {"section": self.object.section, "user": self.request.user}

    def get_success_url(self) -> str:
        return self.request.path

    def get_context_data(self, **kwargs: Value) -> Values:
        section = self.object.section
        return super().get_context_data(law=self.object, section=section, chapter=section.page, **kwargs)


urlpatterns = [path("handbooks/sections/<int:pk>/law/", SectionLaw.as_view(), name="section_law")]
