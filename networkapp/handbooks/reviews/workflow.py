"""Wagtail's workflow for the handbooks of a network: its editors review what is submitted."""

from collections.abc import Sequence

from django.contrib.auth.models import Group
from wagtail.models import Workflow, WorkflowPage, WorkflowTask

from networkapp.handbooks.models import HandbookPage, HandbookReview
from networkapp.models import Network


def ensure_review_workflow(*, network: Network, pages: Sequence[HandbookPage], editors: Group) -> None:
    """Give every handbook of the network a workflow, unless somebody has chosen one for it.

    The network's own has one step: somebody of its `editors` reads and approves.
    """
    chosen = set(WorkflowPage.objects.filter(page__in=pages).values_list("page", flat=True))
    without = [handbook for handbook in pages if handbook.pk not in chosen]
    if not without:
        return
    name = f"editors of {network.slug}"
    workflow, _created = Workflow.objects.get_or_create(name=name)
    if not workflow.workflow_tasks.exists():
        task = HandbookReview.objects.create(name=name)
        task.groups.set([editors])
        WorkflowTask.objects.create(workflow=workflow, task=task)
    WorkflowPage.objects.bulk_create(WorkflowPage(page_id=handbook.pk, workflow=workflow) for handbook in without)
