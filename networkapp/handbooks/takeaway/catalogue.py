"""The handbooks that everybody can download, for the catalogue of the library."""

from collections import defaultdict

from networkapp.documents.convert import DocumentFormat
from networkapp.handbooks.editions.queries import public_texts
from networkapp.handbooks.models import EditionText, HandbookFile
from networkapp.registry.books import BookFile, CatalogueBook

READABLE = (DocumentFormat.EPUB, DocumentFormat.PDF)
"""The formats that reading programs open, the best one first."""


def public_handbooks() -> list[CatalogueBook]:
    """Return the newest edition of each handbook in each language that has finished files; one query."""
    files = HandbookFile.objects.filter(
        state=HandbookFile.State.READY,
        scope=HandbookFile.Scope.HANDBOOK,
        form__in=READABLE,
        text__in=public_texts().order_by().values("pk"),
    )
    newest: dict[tuple[object, str], EditionText] = {}
    files_of: dict[int, list[HandbookFile]] = defaultdict(list)
    for file in files.select_related("text__edition__network").order_by("-text__edition__number"):
        text = file.text
        if text is not None:
            newest.setdefault((text.edition.handbook, text.language), text)
            files_of[text.pk].append(file)
    return [_book(text, files_of[text.pk]) for text in newest.values()]


def _book(text: EditionText, files: list[HandbookFile]) -> CatalogueBook:
    known = {DocumentFormat(file.form): file for file in files}
    return CatalogueBook(
        title=text.title,
        url=text.get_absolute_url(),
        author=str(text.edition.network.local_name),
        language=text.language,
        text=text.standfirst,
        published_at=text.edition.published_at,
        files=tuple(
            BookFile(url=known[form].get_absolute_url(), content_type=form.content_type)
            for form in READABLE
            if form in known
        ),
    )
