"""The glossary as readers look through it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import get_language

from networkapp.editing.permission_policies import networks_edited
from networkapp.handbooks.glossary.actions import list_terms
from networkapp.handbooks.glossary.forms import GlossaryFilter
from networkapp.permissions import Action


def glossary(request: HttpRequest) -> HttpResponse:
    """Show all terms from A to Z in the language of the query string, or else the reader's."""
    form = GlossaryFilter(request.GET, initial={"language": get_language()})
    language = form.value("language") or get_language() or "en"
    may_edit = request.user.is_authenticated and networks_edited(user=request.user, may=Action.EDIT_GLOSSARY).exists()
    context = {
        "form": form,
        "language": language,
        "listed": list_terms(user=request.user, language=language, query=form.value("q")),
        "may_edit": may_edit,
    }
    return render(request, "networkapp/handbooks/glossary.html", context)


urlpatterns = [path("handbooks/glossary/", glossary, name="glossary")]
