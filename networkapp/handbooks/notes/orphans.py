"""Notes whose chapter was deleted: what was written stays with who wrote it."""

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from networkapp.handbooks.models import Annotation, AnnotationMove, ChapterPage, OrphanedNote
from networkapp.handbooks.pages.queries import readable_handbooks
from networkapp.models.view_restrictions import unrestricted
from networkapp.users import AnyUser, User

LONGEST_ABOUT = 600


def on_chapter_deleted(*, instance: ChapterPage, **message: Any) -> None:
    """Receive Django's pre_delete, also for a whole handbook: the writer of every note keeps its text."""
    notes = Annotation.objects.filter(chapter=instance.pk, withdrawn_at__isnull=True)
    moves = AnnotationMove.objects.filter(annotation=OuterRef("pk")).order_by("pk").values("quote")[:1]
    shown = notes.annotate(first_quote=Subquery(moves)).select_related("section", "owner", "author").order_by("pk")
    known: dict[int, bool] = {}
    left, now = [], timezone.now()
    for note in shown:
        writer: Any = note.owner or note.author
        if writer.pk not in known:
            known[writer.pk] = _can_read_chapter(instance, writer)
        about = f"{note.section}, {instance.handbook.title}"[:LONGEST_ABOUT] if known[writer.pk] else ""
        # Others may have moved it to words that its writer has never seen.
        own_quote = note.quote if known[writer.pk] or note.first_quote is None else note.first_quote  # type: ignore[attr-defined]
        left.append(
            OrphanedNote(
                user=writer,
                network_id=note.network_id,
                about=about,
                language=instance.locale.language_code,
                audience=note.audience,
                body=note.body,
                html=note.html,
                quote=own_quote,
                proposal=note.proposal,
                written_at=note.written_at,
                left_at=now,
            )
        )
    OrphanedNote.objects.bulk_create(left, batch_size=500)


def orphaned_notes(*, user: User) -> QuerySet[OrphanedNote]:
    """Return the notes of `user` on chapters that have been deleted, newest first."""
    found: QuerySet[OrphanedNote] = OrphanedNote.objects.filter(user=user).select_related("network")
    return found


def delete_orphaned_note(*, pk: int, user: User) -> None:
    """Delete what `user` had kept of a note; what belongs to others stays."""
    OrphanedNote.objects.filter(user=user, pk=pk).delete()


def _can_read_chapter(chapter: ChapterPage, user: AnyUser) -> bool:
    readable = readable_handbooks(user=user).around(chapter)
    return bool(readable.exists() and unrestricted(ChapterPage.objects.filter(pk=chapter.pk), user).exists())
