"""Models of the signatures under an article: the texts to sign, the invited signatories, and every step."""

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from networkapp.models.networks import Network
from networkapp.models.seats import Seat
from networkapp.permissions import Action
from networkapp.users import AnyUser, is_signed_in


class SignatureState(models.TextChoices):
    INVITED = "invited", _("invited")
    CONFIRMED = "confirmed", _("confirmed")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn")
    TAKEN_BACK = "taken_back", _("Invitation withdrawn")


SIGNATURE_TRANSITIONS: Mapping[SignatureState, frozenset[SignatureState]] = {
    SignatureState.INVITED: frozenset({SignatureState.CONFIRMED, SignatureState.DECLINED, SignatureState.TAKEN_BACK}),
    # Once more, where the text is another one.
    SignatureState.CONFIRMED: frozenset({SignatureState.CONFIRMED, SignatureState.WITHDRAWN}),
    SignatureState.DECLINED: frozenset({SignatureState.CONFIRMED, SignatureState.INVITED}),
    SignatureState.WITHDRAWN: frozenset({SignatureState.CONFIRMED, SignatureState.INVITED}),
    SignatureState.TAKEN_BACK: frozenset({SignatureState.INVITED}),
}


class ArticleWording(models.Model):
    """An article in all its languages, as it was sent to its signatories; it never changes.

    `texts` has a row per language: {"language", "title", "standfirst", "date", "files" with their hashes, "body" as
    Wagtail stores it, "digest"}. The `digest` of the whole is over these digests.
    """

    article = models.UUIDField()
    """The translation key of its pages."""
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    texts = models.JSONField()
    digest = models.CharField(max_length=64)
    put_at = models.DateTimeField(default=timezone.now)
    put_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["article", "-number"]
        verbose_name = _("text for signature")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["article", "number"], name="a_text_put_to_signatories_has_its_number")
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"

    @property
    def title(self) -> str:
        return str(self.texts[0]["title"]) if self.texts else ""

    @property
    def digests(self) -> dict[str, str]:
        """Return the digest of the text in each language."""
        return {text["language"]: text["digest"] for text in self.texts}


class SignatoryQuerySet(models.QuerySet["Signatory"]):
    """Invited signatories of articles."""

    def of_reader(self, user: AnyUser) -> Self:
        """Return those for the current voting seats of `user`, without withdrawn ones."""
        if not is_signed_in(user):
            return self.none()
        seats = Seat.objects.current().filter(user=user, user__is_active=True)
        signing = Network.objects.where(user, may=Action.SIGN_NEWS)
        mine = self.filter(seat__in=seats, network__in=signing)
        return mine.exclude(state=SignatureState.TAKEN_BACK)


class Signatory(models.Model):
    """A seat that is invited to sign an article; once confirmed, with the name that appears, and for which text."""

    article = models.UUIDField()
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="signatories")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="signatures")
    state = models.CharField(max_length=10, choices=SignatureState, default=SignatureState.INVITED)
    name = models.CharField(max_length=120, blank=True)
    wording = models.ForeignKey(ArticleWording, on_delete=models.PROTECT, null=True, related_name="confirmed_by")
    moved_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[Any] = SignatoryQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["article", "seat"]
        verbose_name = _("signatory")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["article", "seat"], name="a_seat_signs_an_article_once"),
            models.CheckConstraint(
                condition=~models.Q(state="confirmed") | (models.Q(wording__isnull=False) & ~models.Q(name="")),
                name="who_confirmed_has_a_name_and_a_text",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.seat.label

    def get_absolute_url(self) -> str:
        return reverse("networkapp:sign_article", args=[self.article])

    def lose_person(self, field: str) -> None:
        """Drop the name from the signature and from every step once its holder is erased."""
        if self.state == SignatureState.CONFIRMED:
            self.state, self.wording = SignatureState.WITHDRAWN, None
        self.name = ""
        self.acts.update(name="")  # type: ignore[attr-defined]


class SignatureAct(models.Model):
    """One step of a signatory, as it was taken: who did it, when, under which name, and for which text."""

    signatory = models.ForeignKey(Signatory, on_delete=models.PROTECT, related_name="acts")
    state = models.CharField(max_length=10, choices=SignatureState)
    wording = models.ForeignKey(ArticleWording, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=120, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["at", "pk"]
        verbose_name = _("signature step")

    def __str__(self) -> str:
        return f"{self.signatory}: {self.get_state_display()}"

    def lose_person(self, field: str) -> None:
        """Drop the name from the record once the person who took the step is erased."""
        self.name = ""
