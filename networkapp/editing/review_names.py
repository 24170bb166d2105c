"""Wagtail names groups, reviews and authors of all networks to every editor; here, those that they can know of."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.admin.views import page_privacy, workflows
from wagtail.admin.views.pages.listing import PageFilterSet
from wagtail.admin.views.reports.locked_pages import LockedPagesReportFilterSet
from wagtail.admin.views.reports.workflows import WorkflowReportFilterSet, WorkflowTasksReportFilterSet
from wagtail.models import PageViewRestriction, Workflow

from networkapp.editing.visible_groups import visible_groups, visible_page_authors, visible_tasks, visible_workflows
from networkapp.editing.wagtail_lts import ConfirmWorkflowCancellation, PreviewRevisionForTask
from networkapp.policies import policy_of

View = Callable[..., Any]
CHANGES = ("add", "change")


def hide_reviews_of_invisible_networks() -> None:
    """Hide from editors in Wagtail's own views the names of groups and reviews of networks that they cannot see, and
    the people who work on pages that they cannot find."""
    if hasattr(page_privacy, "SetPrivacyView"):  # on Wagtail 7.4, wagtail_lts.py does it
        privacy = page_privacy.SetPrivacyView
        privacy.get_form = restrict_groups_of_form(privacy.get_form)
        privacy.form_valid = preserve_hidden_groups(privacy.form_valid)
    restrict_filter(WorkflowReportFilterSet, "workflow", visible_workflows)
    restrict_filter(WorkflowTasksReportFilterSet, "workflow", visible_workflows)
    restrict_filter(WorkflowTasksReportFilterSet, "task", visible_tasks)
    restrict_filter(WorkflowReportFilterSet, "requested_by", visible_page_authors)
    restrict_filter(LockedPagesReportFilterSet, "locked_by", visible_page_authors)
    for name in ("owner", "edited_by"):
        restrict_filter(PageFilterSet, name, visible_page_authors)
    chooser = workflows.BaseTaskChooserView
    chooser.dispatch = require_workflow_permission(chooser.dispatch)
    workflows.get_task_chosen_response = hide_invisible_tasks(workflows.get_task_chosen_response)
    preview, cancelling = PreviewRevisionForTask, ConfirmWorkflowCancellation
    preview.add_error_message = require_visible_task(preview.add_error_message)
    cancelling.dispatch = require_editable_page(cancelling.dispatch)


def restrict_groups_of_form(get_form: View) -> View:
    """Wrap the form that restricts a page to groups: it offers only groups that its editor can know of."""

    @wraps(get_form)
    def made(view: Any, *arguments: Any, **kwargs: Any) -> Any:
        form = get_form(view, *arguments, **kwargs)
        form.fields["groups"].queryset = visible_groups(view.request.user)
        return form

    return made


def preserve_hidden_groups(form_valid: View) -> View:
    """Wrap the view that restricts a page to groups: groups that its editor cannot know of keep access."""

    @wraps(form_valid)
    def saved(view: Any, form: Any) -> HttpResponse:
        groups = view.restriction.groups.all() if view.restriction else Group.objects.none()
        others = list(groups.exclude(pk__in=visible_groups(view.request.user).values("pk")))
        answer: HttpResponse = form_valid(view, form)
        if form.cleaned_data["restriction_type"] == PageViewRestriction.GROUPS:
            form.instance.groups.add(*others)
        return answer

    return saved


def restrict_filter(filters: Any, name: str, known: Callable[[Any], QuerySet[Any]]) -> None:
    """Make a filter offer only what its reader can know of."""
    one = filters.base_filters[name]
    offered = one.queryset

    def narrowed(request: HttpRequest) -> QuerySet[Any]:
        everything = offered(request) if callable(offered) else offered.all()
        found: QuerySet[Any] = everything.filter(pk__in=known(request.user).values("pk"))
        return found

    one.queryset = narrowed


def require_workflow_permission(dispatch: View) -> View:
    """Wrap a view of workflow tasks: PermissionDenied for people who cannot change workflows."""

    @wraps(dispatch)
    def shown(view: Any, request: HttpRequest, *arguments: Any, **kwargs: Any) -> HttpResponse:
        if not policy_of(Workflow).user_has_any_permission(request.user, CHANGES):
            raise PermissionDenied
        answer: HttpResponse = dispatch(view, request, *arguments, **kwargs)
        return answer

    return shown


def hide_invisible_tasks(answer: View) -> View:
    """Return the response about a chosen step only to people who can know of it."""

    @wraps(answer)
    def guarded(request: HttpRequest, task: Any) -> HttpResponse:
        if not visible_tasks(request.user).filter(pk=task.pk).exists():
            raise Http404
        found: HttpResponse = answer(request, task)
        return found

    return guarded


def require_visible_task(task_view: Callable[[Any], None]) -> Callable[[Any], None]:
    """Return a view about a step of a review only to people who can know of it."""

    @wraps(task_view)
    def guarded(view: Any) -> None:
        if not visible_tasks(view.request.user).filter(pk=view.task.pk).exists():
            raise PermissionDenied
        task_view(view)

    return guarded


def require_editable_page(dispatch: View) -> View:
    """Return a view of a page only to people who can edit it."""

    @wraps(dispatch)
    def shown(view: Any, request: HttpRequest, *arguments: Any, **kwargs: Any) -> HttpResponse:
        if not view.object.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        answer: HttpResponse = dispatch(view, request, *arguments, **kwargs)
        return answer

    return shown
