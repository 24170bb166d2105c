"""What the editors' side needs on Wagtail 7.4, the long-term release, and Wagtail 8 does by itself.

Everything here can go when the range in pyproject.toml begins at Wagtail 8.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any

from django.contrib.auth.models import Group
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from wagtail.admin.forms.pages import PageViewRestrictionForm
from wagtail.admin.views import page_privacy
from wagtail.admin.views.pages import workflow

from networkapp.domain.rights.known import known_groups

PreviewRevisionForTask: Any = getattr(workflow, "PreviewRevisionForTaskView", None) or workflow.PreviewRevisionForTask
ConfirmWorkflowCancellation: Any = (
    getattr(workflow, "ConfirmWorkflowCancellationView", None) or workflow.ConfirmWorkflowCancellation
)
_editor: ContextVar[Any] = ContextVar("editor whose page is made private")


class KnownGroupsForm(PageViewRestrictionForm):
    """Wagtail's form for who may see a page, with the groups that its editor may know of.

    Groups that the editor was not asked about keep seeing the page.
    """

    def __init__(self, *arguments: Any, **given: Any) -> None:
        super().__init__(*arguments, **given)
        known = known_groups(_editor.get())
        selected = self.instance.groups.all() if self.instance.pk else Group.objects.none()
        self.other_groups = list(selected.exclude(pk__in=known.values("pk")))
        self.fields["groups"].queryset = known

    def _save_m2m(self) -> None:
        super()._save_m2m()
        if self.cleaned_data["restriction_type"] == self.instance.GROUPS:
            self.instance.groups.add(*self.other_groups)


def limit_privacy_form() -> list[URLPattern]:
    """Let the view for the privacy of a page use `KnownGroupsForm`; for the hook `register_admin_urls`.

    On Wagtail 7.4 that view is a function, so it is wrapped where its address is defined.
    """
    from wagtail.admin.urls import pages  # noqa: PLC0415  (asks for this hook while it is imported)

    page_privacy.PageViewRestrictionForm = KnownGroupsForm
    for pattern in pages.urlpatterns:
        if pattern.name == "set_privacy":
            pattern.callback = _for_its_editor(pattern.callback)
    return []


def _for_its_editor(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def shown(request: HttpRequest, *arguments: Any, **given: Any) -> HttpResponse:
        with _acting(request.user):
            return view(request, *arguments, **given)

    return shown


@contextmanager
def _acting(user: Any) -> Iterator[None]:
    token = _editor.set(user)
    try:
        yield
    finally:
        _editor.reset(token)
