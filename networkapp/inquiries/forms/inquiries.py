"""Forms of inquiries. The rules are in inquiries/; the form first warns of possible personal data."""

import re
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from networkapp.forms.content_warnings import ContentWarningForm
from networkapp.inquiries.models import Inquiry, InquiryState
from networkapp.inquiries.queries.matrix import countries_with_inquiries
from networkapp.languages.choices import LanguageField
from networkapp.models import Network
from networkapp.networks.forms.subjects import SubjectFilter, SubjectsField
from networkapp.networks.queries.countries import countries_to_choose
from networkapp.permissions import Action
from networkapp.users import AnyUser

BLANK_LINES = re.compile(r"\n\s*\n")


class QuestionsForm(ContentWarningForm):
    """The questions of an inquiry, one after the other, and why they are asked."""

    guarded = ("title", "why", "questions")

    title = forms.CharField(label=_("Title"), max_length=200, error_messages={"required": _("Enter a title.")})
    why = forms.CharField(
        label=_("Purpose"), required=False, widget=forms.Textarea(attrs={"rows": 4}), max_length=5_000
    )
    language = LanguageField(label=_("Language of the questions"), initial="en")
    questions = forms.CharField(
        label=_("Questions"),
        help_text=_("Leave an empty line between questions. Every government is asked exactly these questions."),
        widget=forms.Textarea(attrs={"rows": 12}),
        error_messages={"required": _("Enter at least one question.")},
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "questions" in cleaned:
            cleaned["questions"] = [" ".join(text.split()) for text in BLANK_LINES.split(cleaned["questions"])]
        return cleaned


class InquiryForm(QuestionsForm):
    subjects = SubjectsField()


class NewInquiryForm(InquiryForm):
    client_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class ChangeInquiryForm(InquiryForm):
    base_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)


def initial_texts(inquiry: Inquiry) -> dict[str, Any]:
    """Return the values of an inquiry for ChangedInquiryForm."""
    texts = inquiry.questions.order_by("number").values_list("text", flat=True)
    return {
        "title": inquiry.title,
        "why": inquiry.why,
        "language": inquiry.language,
        "questions": "\n\n".join(texts),
        "subjects": list(inquiry.subjects.values_list("pk", flat=True)),
        "base_version": inquiry.version,
    }


class InquiryTranslationForm(forms.Form):
    """The questions in another language: a field for each."""

    is_machine = forms.BooleanField(label=_("Machine translation"), required=False)

    def __init__(self, inquiry: Inquiry, language: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys: list[str] = []
        for question in inquiry.questions.prefetch_related("texts"):
            known = question.in_language(language)
            self.keys.append(question.key)
            self.fields[f"text_{question.key}"] = forms.CharField(
                label=f"{question.number}. {question.text}",
                required=False,
                max_length=5_000,
                initial=known.text if known else "",
                widget=forms.Textarea(attrs={"rows": 3, "lang": language}),
            )
            self.initial["is_machine"] = self.initial.get("is_machine") or bool(known and known.is_machine)
        self.order_fields([*(f"text_{key}" for key in self.keys), "is_machine"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        texts = {key: cleaned.pop(f"text_{key}", "") for key in self.keys}
        return {**cleaned, "texts": texts}


class InquiryReasonForm(forms.Form):
    """A form with one field: the reason of an action."""

    words = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2_000)


class ProposeInquiryForm(forms.Form):
    """One proposal, however often it is sent."""

    client_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class InquiryFilter(SubjectFilter):
    """The filters of the list of inquiries; networks are those that the reader can see."""

    network = forms.ChoiceField(label=_("Network"), required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)
    state = forms.ChoiceField(
        label=_("Status"), choices=[("", _("All statuses")), *InquiryState.choices], required=False
    )

    def __init__(self, user: AnyUser, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = countries_to_choose(codes=countries_with_inquiries(user=user))
        self.fields["country"].choices = [("", _("All countries")), *choices]  # type: ignore[attr-defined]
        known = Network.objects.where(user, may=Action.SEE).alphabetical()
        networks = [(network.slug, network.local_name) for network in known]
        self.fields["network"].choices = [("", _("All networks")), *networks]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        return {
            "subject": self.value("subject"),
            **{name: self.value(name) or "" for name in ("network", "country", "state")},
        }
