"""Texts that a network decides on: proposals in numbered paragraphs, and their versions."""

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from networkapp.decisions.rules.paragraphs import TextParagraph
from networkapp.discussion.models.topics import Topic
from networkapp.models.delegations import Subject
from networkapp.models.fields import act_of, seat_of
from networkapp.models.networks import Network
from networkapp.permissions import Action
from networkapp.users import AnyUser


class ProposalState(models.TextChoices):
    DRAFT = "draft", _("draft")
    OPEN = "open", _("being decided")
    ADOPTED = "adopted", _("adopted")
    NOT_ADOPTED = "not_adopted", _("not adopted")
    WITHDRAWN = "withdrawn", _("withdrawn")


PROPOSAL_TRANSITIONS: Mapping[ProposalState, frozenset[ProposalState]] = {
    ProposalState.DRAFT: frozenset({ProposalState.OPEN, ProposalState.WITHDRAWN}),
    ProposalState.OPEN: frozenset({ProposalState.ADOPTED, ProposalState.NOT_ADOPTED, ProposalState.DRAFT}),
    ProposalState.ADOPTED: frozenset(),
    ProposalState.NOT_ADOPTED: frozenset({ProposalState.DRAFT, ProposalState.WITHDRAWN}),
    ProposalState.WITHDRAWN: frozenset(),
}


class ProposalQuerySet(models.QuerySet["Proposal"]):
    """Proposals, by permission."""

    def where(self, user: AnyUser, *, may: Action) -> Self:
        """Return the proposals of the networks in which `user` can do `may`."""
        return self.filter(network__in=Network.objects.where(user, may=may))


class Proposal(models.Model):
    """A text that a network is asked to adopt. Its content is in its versions; the newest one is the text.

    `about` is what its adoption will change, such as criteria, and `about_hash` its hash, if it has one, at the time of
    the proposal; most proposals have none.
    """

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="proposals")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    language = models.CharField(max_length=12, default="en")
    state = models.CharField(max_length=12, choices=ProposalState, default=ProposalState.DRAFT)
    seat = seat_of()
    proposed_by = act_of()
    proposed_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    topic = models.ForeignKey(Topic, on_delete=models.SET_NULL, null=True, blank=True, related_name="proposals")
    about_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    about_id = models.PositiveBigIntegerField(null=True, blank=True)
    about = GenericForeignKey("about_type", "about_id")
    about_hash = models.CharField(max_length=64, blank=True, editable=False)
    subjects: "models.ManyToManyField[Subject, Any]" = models.ManyToManyField(
        Subject, related_name="proposals", blank=True, verbose_name=_("Subjects")
    )
    client_key = models.UUIDField(null=True, editable=False)

    objects: ClassVar[Any] = ProposalQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["network", "-number"]
        verbose_name = _("Proposal")
        verbose_name_plural = _("Proposals")
        indexes: ClassVar = [models.Index(fields=["network", "state"], name="proposals_by_state")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["network", "number"], name="a_proposal_has_one_number"),
            models.UniqueConstraint(fields=["proposed_by", "client_key"], name="a_proposal_is_made_once"),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("networkapp:proposal", args=[self.network.slug, self.number])

    @property
    def label(self) -> str:
        return gettext("P-%(number)s") % {"number": self.number}


class ProposalVersion(models.Model):
    """One state of the text, stored permanently: `paragraphs` is a list of {"key", "text"}, numbered in their order.

    A key stays with its paragraph over all versions. `content_hash` is computed by hash_of in
    decisions/proposals/versions.py from language, title and paragraphs.
    """

    class Origin(models.TextChoices):
        PROPOSED = "proposed", _("as proposed")
        CONSOLIDATED = "consolidated", _("consolidated by the rapporteur")
        GENERATED = "generated", _("created from the accepted amendments")

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    origin = models.CharField(max_length=12, choices=Origin)
    title = models.CharField(max_length=200)
    paragraphs = models.JSONField(default=list)
    content_hash = models.CharField(max_length=64)
    seat = seat_of()
    written_by = act_of()
    written_at = models.DateTimeField(default=timezone.now)
    reason = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["proposal", "number"]
        verbose_name = _("proposal version")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["proposal", "number"], name="versions_of_a_proposal_are_numbered_once")
        ]

    def __str__(self) -> str:
        return f"{self.proposal.label}/{self.number}"

    @property
    def text(self) -> list[TextParagraph]:
        """Return the paragraphs, for the rules."""
        return [TextParagraph(str(row["key"]), str(row["text"])) for row in self.paragraphs]


class ProposalText(models.Model):
    """A version in another language: `paragraphs` is a text by the key of its paragraph; one that lacks is missing."""

    version = models.ForeignKey(ProposalVersion, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=12)
    title = models.CharField(max_length=200, blank=True)
    paragraphs = models.JSONField(default=dict)
    seat = seat_of()
    written_by = act_of()
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["version", "language"]
        verbose_name = _("proposal translation")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "language"], name="one_text_of_a_version_in_a_language")
        ]

    def __str__(self) -> str:
        return f"{self.version} {self.language}"

    @property
    def missing(self) -> list[int]:
        """Return the numbers of the paragraphs that are missing in this language."""
        rows = enumerate(self.version.paragraphs, start=1)
        return [number for number, row in rows if not str(self.paragraphs.get(row["key"], "")).strip()]
