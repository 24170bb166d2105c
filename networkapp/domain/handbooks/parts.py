"""Parts of handbooks: a heading over chapters, which readers see as soon as they read one of these."""

from typing import Any

from wagtail.models import Revision

from networkapp.models import ChapterPage, PartPage


def when_a_chapter_is_published(*, instance: ChapterPage, revision: Revision, **message: Any) -> None:
    """Wagtail's page_published: the part in which the chapter stands is published with it, if it never was.

    Not by the hand of somebody who may not publish it, and not while it is being reviewed. One that was taken down
    stays down: its chapters are then read under no heading.
    """
    part = PartPage.objects.parent_of(instance).filter(live=False, first_published_at=None, alias_of=None).first()
    if part is None or part.workflow_in_progress:
        return
    by: Any = revision.user
    if by is None or part.permissions_for_user(by).can_publish():
        (part.get_latest_revision() or part.save_revision(user=by)).publish(user=by)
