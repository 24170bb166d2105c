"""Editions: the content of a handbook on the day on which it was published as a whole. Rows of an edition are never
changed."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from networkapp.handbooks.models.law_references import CitedLaw
from networkapp.handbooks.models.sections import Section
from networkapp.models.causal_links import has_cause
from networkapp.models.licences import Licence
from networkapp.models.networks import Network
from networkapp.permissions import Action
from networkapp.users import AnyUser


class EditionQuerySet(models.QuerySet["Edition"]):
    """Editions of handbooks."""

    def where(self, user: AnyUser, *, may: Action) -> Self:
        """Return the editions of networks in which `user` is allowed `may`."""
        return self.filter(network__in=Network.objects.where(user, may=may))

    def newest_first(self) -> Self:
        return self.order_by("-number")


class Edition(models.Model):
    """A whole handbook, in all its languages, as it was on one day. `label` is how it is cited: "2026-05".

    `handbook` is the translation key that all language versions of a handbook share.
    """

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="editions", verbose_name=_("Network"))
    handbook = models.UUIDField()
    number = models.PositiveIntegerField()
    label = models.CharField(max_length=20)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)

    objects: ClassVar[Any] = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("Edition")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["handbook", "number"], name="an_edition_has_one_number"),
            models.UniqueConstraint(fields=["handbook", "label"], name="an_edition_has_one_label"),
        ]

    def __str__(self) -> str:
        return self.label


class EditionText(models.Model):
    """An edition in one language. `changes` is what its editor says has changed since the one before."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=12)
    title = models.CharField(max_length=255)
    standfirst = models.TextField(blank=True)
    changes = models.TextField(blank=True)
    licence_name = models.CharField(max_length=120, blank=True)
    licence_link = models.URLField(blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["language"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "language"], name="an_edition_has_one_text_a_language"),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.edition}"

    def get_absolute_url(self) -> str:
        return reverse("networkapp:edition", args=[self.edition_id, self.language])

    @property
    def licensed(self) -> Licence | None:
        """Return the licence under which the edition can be used; None if it names none."""
        return Licence(name=self.licence_name, link=self.licence_link) if self.licence_name else None


class EditionChapter(models.Model):
    """A chapter as it was. `page` is its page's primary key, kept also when that page is deleted."""

    text = models.ForeignKey(EditionText, on_delete=models.CASCADE, related_name="chapters")
    page = models.PositiveBigIntegerField(editable=False)
    position = models.PositiveIntegerField()
    number = models.PositiveSmallIntegerField()
    part = models.CharField(max_length=255, blank=True)
    title = models.CharField(max_length=255)
    label = models.CharField(max_length=255)
    standfirst = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["text", "page"], name="a_chapter_stands_in_an_edition_once"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class EditionSectionQuerySet(models.QuerySet["EditionSection"]):
    """Sections of editions."""

    def with_causes(self) -> Self:
        """Annotate each with `has_causes`: whether it came from anything in any language, visible to the reader or
        not."""
        own = Section.objects.filter(pk=models.OuterRef(models.OuterRef("section")))
        came = has_cause(Section)
        same = Section.objects.filter(
            block_id__in=own.values("block_id"), page__translation_key__in=own.values("page__translation_key")
        )
        return self.annotate(has_causes=models.Exists(same.filter(came)))


class EditionSection(models.Model):
    """A section as it was. `html` is what readers saw, `plain` its text; `section` is its permanent number.

    `state` is its translation status, with the permanent number of its `original`, if it was a translation; otherwise
    it is empty.
    """

    has_causes: bool
    chapter = models.ForeignKey(EditionChapter, on_delete=models.CASCADE, related_name="sections")
    section = models.PositiveBigIntegerField(editable=False, db_index=True)
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    law_as_of = models.DateField(null=True, blank=True)
    sources = models.PositiveSmallIntegerField(default=0)
    law = models.JSONField(default=dict, editable=False)
    html = models.TextField()
    plain = models.TextField(blank=True)
    state = models.CharField(max_length=12, blank=True)
    machine = models.BooleanField(default=False)
    original = models.PositiveBigIntegerField(null=True, editable=False)

    objects: ClassVar[Any] = EditionSectionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["chapter", "section"], name="a_section_stands_in_an_edition_once"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def get_absolute_url(self) -> str:
        """Return the permanent address of the section in its edition."""
        return reverse("networkapp:edition_section", args=[self.chapter.text.edition_id, self.section])

    @property
    def number(self) -> str:
        return f"{self.chapter.number}.{self.position}"

    @property
    def anchor(self) -> str:
        return f"s{self.section}"

    @property
    def named_law(self) -> CitedLaw:
        return CitedLaw.from_json(self.law)


class EditionTerm(models.Model):
    """A glossary term as it was, in the language of the text. `term` is its permanent number."""

    text = models.ForeignKey(EditionText, on_delete=models.CASCADE, related_name="terms")
    term = models.PositiveBigIntegerField(editable=False)
    title = models.CharField(max_length=300)
    definition = models.TextField(blank=True)
    forms = models.TextField(blank=True)
    taken_from = models.CharField(max_length=300, blank=True)
    link = models.URLField(blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["title", "term"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["text", "term"], name="a_term_stands_in_an_edition_once"),
        ]

    def __str__(self) -> str:
        return self.title


def place_of_picture(picture: "EditionPicture", name: str) -> str:
    """Return the path at which a picture of an edition is stored (`upload_to`)."""
    return f"editions/{picture.network_id}/{name}"


class EditionPicture(models.Model):
    """A picture as editions of the network show it, kept once for all of them under the hash of its content.

    `network` is that in which it was published first and stays in its address, whatever becomes of the handbook. Who
    may read one of the editions that it is `shown_in` sees it.
    """

    shown_in: "models.ManyToManyField[Edition, Any]" = models.ManyToManyField(Edition, related_name="pictures")
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    file = models.FileField(upload_to=place_of_picture, max_length=255)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["network", "digest"], name="a_picture_of_editions_is_kept_once"),
        ]

    def __str__(self) -> str:
        return self.digest

    def get_absolute_url(self) -> str:
        return reverse("networkapp:edition_picture", args=[self.network_id, self.digest])


def place_of_document(document: "EditionDocument", name: str) -> str:
    """Return the path at which a document of an edition is stored (`upload_to`)."""
    return f"editions/{document.network_id}/documents/{name}"


class EditionDocument(models.Model):
    """A document that sections of editions link to, as it was: kept once for a network under the hash of its content.

    `network` is that in which it was published first and stays in its address. Who may read one of the editions that
    it is `linked_in` gets it, whatever became of the document in Wagtail. `name` is what its file was called.
    """

    linked_in: "models.ManyToManyField[Edition, Any]" = models.ManyToManyField(Edition, related_name="documents")
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    file = models.FileField(upload_to=place_of_document, max_length=255)
    name = models.CharField(max_length=255)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["network", "digest"], name="a_document_of_editions_is_kept_once"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("networkapp:edition_document", args=[self.network_id, self.digest])


class EditionRead(models.Model):
    """The newest edition of a handbook that a person has read; nobody else sees it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    handbook = models.UUIDField()
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="+")
    read_at = models.DateTimeField()

    class Meta:
        verbose_name = _("edition read")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "handbook"], name="one_last_edition_read_of_a_handbook"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.edition_id}"
