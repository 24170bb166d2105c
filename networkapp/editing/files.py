"""Wagtail's own views for editors, limited to what each editor can use."""

from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin.views.pages.bulk_actions.publish import PublishBulkAction
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.models import Page
from wagtail.snippets.views import snippets
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetChosenMultipleView,
    SnippetChosenView,
)

from networkapp.editing.viewsets import SuiteViewSet
from networkapp.policies import policy_of
from networkapp.users import AnyUser

USES = ["add", "change", "choose"]


class OwnCollectionsMixin:
    """Mixin that limits a list to collections that the editor can use, as Wagtail's choosers do."""

    model: Any
    request: Any

    def get_queryset(self) -> QuerySet[Any]:
        policy = policy_of(self.model)
        usable = policy.instances_user_has_any_permission_for(self.request.user, USES)
        found: QuerySet[Any] = super().get_queryset().filter(pk__in=usable.values("pk"))  # type: ignore[misc]
        return found


class EditableImagesAPI(OwnCollectionsMixin, ImagesAdminAPIViewSet):
    pass


class EditableDocumentsAPI(OwnCollectionsMixin, DocumentsAdminAPIViewSet):
    pass


class PublishPagesBulkAction(PublishBulkAction):
    """Publish all selected pages, or none of them. If some cannot be published, the list gives the reasons."""

    @classmethod
    def execute_action(
        cls, objects: Sequence[Page], include_descendants: bool = False, user: AnyUser | None = None, **kwargs: Any
    ) -> tuple[int, int]:
        below = _drafts_below(objects, user) if include_descendants else []
        refused: list[str] = []
        for page in [*objects, *below]:
            try:
                super().execute_action([page], user=user)
            except ValidationError as refusal:
                refused += refusal.messages
        if refused:
            raise ValidationError(refused)
        return len(objects), len(below)

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            answer: HttpResponse = super().form_valid(form)
        except ValidationError as refusal:
            messages.error(self.request, " ".join(refusal.messages))
            return redirect(self.next_url)
        return answer


def _drafts_below(pages: Sequence[Page], user: AnyUser | None) -> list[Page]:
    """Return the pages under these that `user` may publish and that are not, in the order of the tree."""
    chosen = [page.pk for page in pages]
    found = [draft for page in pages for draft in page.get_descendants().not_live().exclude(pk__in=chosen)]
    return [draft for draft in dict.fromkeys(found) if draft.permissions_for_user(user).can_publish()]


class EditableObjectMixin:
    """Mixin that answers 404 for what the editor cannot edit."""

    request: Any

    def get_object(self, *args: Any, **kwargs: Any) -> Any:
        found = super().get_object(*args, **kwargs)  # type: ignore[misc]
        policy = policy_of(type(found))
        if not policy.user_has_permission_for_instance(self.request.user, "change", found):
            raise Http404
        return found


def require_editable_object(view: type[Any]) -> type[Any]:
    """Return the view with a 404 for everything that the editor cannot edit."""
    return type(view.__name__, (EditableObjectMixin, view), {})


def require_editable_page(page_view: Callable[[Any], None]) -> Callable[[Any], None]:
    """Return a view about a page only to people who can edit that page."""

    @wraps(page_view)
    def guarded(view: Any) -> None:
        if not view.object.permissions_for_user(view.request.user).can_edit():
            raise PermissionDenied
        page_view(view)

    return guarded


class EditableChoicesMixin:
    """Mixin that limits a chooser to what the editor can edit."""

    model_class: Any
    request: Any

    def get_object_list(self) -> QuerySet[Any]:
        policy = policy_of(self.model_class)
        found: QuerySet[Any] = policy.instances_user_has_permission_for(self.request.user, "change")
        return found

    def get_object(self, pk: Any) -> Any:
        return self.get_object_list().get(pk=pk)

    def get_objects(self, pks: Iterable[Any]) -> QuerySet[Any]:
        return self.get_object_list().filter(pk__in=pks)


class EditableChooserViewSet(SnippetChooserViewSet):
    choose_view_class = type("ChooseOwn", (EditableChoicesMixin, ChooseView), {})
    choose_results_view_class = type("ChooseOwnResults", (EditableChoicesMixin, ChooseResultsView), {})
    chosen_view_class = type("ChosenOwn", (EditableChoicesMixin, SnippetChosenView), {})
    chosen_multiple_view_class = type("ChosenSeveralOwn", (EditableChoicesMixin, SnippetChosenMultipleView), {})


class EditableViewSet(SuiteViewSet):
    """View set for things of networks and shared ones, limited to those that the editor can edit."""

    chooser_viewset_class = EditableChooserViewSet
    edit_view_class = require_editable_object(snippets.EditView)
    copy_view_class = require_editable_object(snippets.CopyView)
    delete_view_class = require_editable_object(snippets.DeleteView)
    usage_view_class = require_editable_object(snippets.UsageView)
    history_view_class = require_editable_object(snippets.HistoryView)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        own: QuerySet[Any] = self.permission_policy.instances_user_has_permission_for(request.user, "change")
        return own
