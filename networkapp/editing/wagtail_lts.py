"""Support for Wagtail 7.4, the long-term release, in places where Wagtail 8 needs none.

Everything here can go when the range in pyproject.toml begins at Wagtail 8.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any

from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern
from wagtail.admin.forms.pages import PageViewRestrictionForm
from wagtail.admin.views import page_privacy
from wagtail.admin.views.generic.chooser import CreationFormMixin
from wagtail.admin.views.pages import workflow
from wagtail.images import get_image_model
from wagtail.images.views.chooser import ImageSelectFormatView
from wagtail.snippets.bulk_actions.delete import DeleteBulkAction
from wagtail.snippets.models import SnippetAdminURLFinder
from wagtail.snippets.views.snippets import SnippetViewSet

from networkapp.editing.visible_groups import visible_groups
from networkapp.policies import policy_of
from networkapp.users import AnyUser

PreviewRevisionForTask: Any = getattr(workflow, "PreviewRevisionForTaskView", None) or workflow.PreviewRevisionForTask
ConfirmWorkflowCancellation: Any = (
    getattr(workflow, "ConfirmWorkflowCancellationView", None) or workflow.ConfirmWorkflowCancellation
)
_choose_policy = CreationFormMixin.get_permission_policy
_editor: ContextVar[Any] = ContextVar("editor whose page is made private")


def use_registered_policies() -> None:
    """Let Wagtail's views of snippets ask `policy_of`; a policy that a view or viewset names itself is left to it."""
    SnippetViewSet.permission_policy = property(lambda viewset: policy_of(viewset.model))
    SnippetAdminURLFinder.__init__ = _find_by_policy
    DeleteBulkAction.check_perm = _may_delete
    CreationFormMixin.get_permission_policy = _policy_of_chooser
    ImageSelectFormatView.dispatch = _of_own_collections(ImageSelectFormatView.dispatch)


def _may_delete(action: DeleteBulkAction, snippet: Any) -> bool:
    return bool(policy_of(type(snippet)).user_has_permission_for_instance(action.request.user, "delete", snippet))


def _find_by_policy(finder: Any, user: AnyUser | None = None) -> None:
    finder.user_can_edit = user is None or policy_of(finder.model).user_has_permission(user, "change")


def _of_own_collections(dispatch: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Refuse to insert an image that the editor may not choose; Wagtail 7.4 shows any image here."""

    @wraps(dispatch)
    def shown(view: Any, request: HttpRequest, image_id: int) -> HttpResponse:
        image = get_object_or_404(get_image_model(), pk=image_id)
        if not policy_of(type(image)).user_has_permission_for_instance(request.user, "choose", image):
            raise PermissionDenied
        return dispatch(view, request, image_id=image_id)

    return shown


def _policy_of_chooser(view: Any) -> Any:
    is_named = view.permission_policy or not view.model_class
    return _choose_policy(view) if is_named else policy_of(view.model_class)


class KnownGroupsForm(PageViewRestrictionForm):
    """Wagtail's form for who may see a page, with the groups that its editor may know of.

    Groups that the editor was not asked about keep seeing the page.
    """

    def __init__(self, *arguments: Any, **kwargs: Any) -> None:
        super().__init__(*arguments, **kwargs)
        known = visible_groups(_editor.get())
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
    def shown(request: HttpRequest, *arguments: Any, **kwargs: Any) -> HttpResponse:
        with _acting(request.user):
            return view(request, *arguments, **kwargs)

    return shown


@contextmanager
def _acting(user: AnyUser) -> Iterator[None]:
    token = _editor.set(user)
    try:
        yield
    finally:
        _editor.reset(token)
