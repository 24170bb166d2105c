"""Forms of parliamentary questions and answers. The rules are in inquiries/ (inquiries/actions/cases.py,
inquiries/actions/answers.py).
"""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from networkapp.forms.choices import DayField
from networkapp.forms.conditional import mark_conditional
from networkapp.forms.content_warnings import ContentWarningForm
from networkapp.forms.datetimes import LocalDateTimeField
from networkapp.inquiries.actions.answers import AnswerData
from networkapp.inquiries.models import CaseDocument, InquiryQuestion, ParliamentCase, ParliamentInstrument, Reply
from networkapp.inquiries.models.answers import STATUSES
from networkapp.inquiries.models.parliament_cases import LONGEST_REFERENCE
from networkapp.inquiries.queries.case_status import local_date
from networkapp.inquiries.queries.chambers import instruments_for
from networkapp.inquiries.queries.due_dates import compute_deadline
from networkapp.languages.choices import LanguageField
from networkapp.models import Delegation

DAY = {"type": "date"}


def day_field(label: Any, **kwargs: Any) -> DayField:
    """Return a form field for a date."""
    return DayField(label=label, widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"), **kwargs)


class InstrumentField(forms.ModelChoiceField):
    """An instrument, with the chamber or parliament whose it is where that is not the `asked_delegation`."""

    asked_delegation: Delegation | None = None

    def label_from_instance(self, instrument: Any) -> str:
        own = self.asked_delegation is None or instrument.delegation_id == self.asked_delegation.pk
        return str(instrument) if own else f"{instrument.delegation.label}: {instrument}"


class DraftCaseForm(forms.Form):
    """The type of a new parliamentary question."""

    instrument = InstrumentField(
        label=_("Type of question"),
        queryset=ParliamentInstrument.objects.none(),
        empty_label=_("None, or not known"),
        required=False,
    )
    client_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, delegation: Delegation, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered, field = instruments_for(delegation=delegation).filter(in_use=True), self.fields["instrument"]
        field.asked_delegation, field.queryset = delegation, offered  # type: ignore[attr-defined]
        known = list(offered[:2])
        if len(known) == 1:
            self.initial.setdefault("instrument", known[0])


class NationalFormTextForm(ContentWarningForm):
    guarded = ("text",)

    text = forms.CharField(
        label=_("Text of the question"), strip=False, widget=forms.Textarea(attrs={"rows": 16}), max_length=20_000
    )
    base_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)


class ApproveFormForm(forms.Form):
    base_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)


class TableCaseForm(forms.Form):
    """Ask when the question was tabled, and for the due date of the answer if no rule gives it."""

    tabled_on = day_field(_("Tabled on"), help_text=_("Date in the capital of this parliament."))
    reference = forms.CharField(label=_("Reference number"), required=False, max_length=LONGEST_REFERENCE)
    document_url = forms.URLField(
        label=_("Link to the question on the parliament’s website"), required=False, max_length=500,
        assume_scheme="https",
    )  # fmt: skip
    due_on = day_field(
        _("Answer due"),
        required=False,
        help_text=_("Only if no rule gives the date, or if parliament set another date."),
    )
    due_words = mark_conditional(
        forms.CharField(
            label=_("Reason for the due date"),
            required=False,
            max_length=2_000,
            widget=forms.Textarea(attrs={"rows": 2}),
        )
    )

    def __init__(self, case: ParliamentCase, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = local_date(delegation=case.delegation)
        self.initial.setdefault("tabled_on", today)
        if compute_deadline(case=case, tabled_on=today).due_on is None:
            due_on: Any = mark_conditional(self.fields["due_on"])
            due_on.help_text = _("The due date cannot be calculated. Enter a due date and a reason.")


class ChangeDueDateForm(forms.Form):
    due_on = day_field(_("Answer due"))
    words = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2_000)


class QuestionsField(forms.ModelMultipleChoiceField):
    """A choice of several questions of an inquiry."""

    def label_from_instance(self, question: Any) -> str:
        return str(question)


class FurtherCaseForm(ContentWarningForm):
    """A further parliamentary question about what an answer lacks."""

    guarded = ("words",)

    words = forms.CharField(
        label=_("What the answer lacks (addressed to the government)"), required=False, max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    questions = QuestionsField(
        label=_("Questions to ask again"),
        queryset=InquiryQuestion.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Choose none to ask all questions again."),
    )
    client_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, case: ParliamentCase, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["questions"].queryset = case.questions.order_by("number")  # type: ignore[attr-defined]


class DocumentField(forms.ModelChoiceField):
    """A choice of a document by its name."""

    def label_from_instance(self, document: Any) -> str:
        return str(document.name)


class GovernmentAnswerForm(ContentWarningForm):
    """The government's answer to one question. Words between [[ and ]] are withheld."""

    guarded = ("quotation", "translation", "status_because")

    status = forms.ChoiceField(label=_("Answer status"), choices=STATUSES, widget=forms.RadioSelect)
    status_because = mark_conditional(
        forms.CharField(
            label=_("Reason for this status"),
            required=False,
            max_length=2_000,
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text=_("Required if the answer is partial, evasive or refused."),
        )
    )
    answered_on = day_field(_("Answered on"), help_text=_("Date in the capital of this parliament."))
    quotation = mark_conditional(
        forms.CharField(
            label=_("Answer, word for word"),
            required=False,
            max_length=20_000,
            widget=forms.Textarea(attrs={"rows": 8}),
            help_text=_(
                "Put [[ and ]] around passages to withhold. Only your delegation and the network’s chair, "
                "vice-chairs and secretariat can read them."
            ),
        )
    )
    language = LanguageField(label=_("Language of the answer"))
    file = forms.FileField(label=_("Original document"), required=False)
    document = DocumentField(
        label=_("Or choose an existing document"), queryset=CaseDocument.objects.none(), required=False,
        empty_label=_("None"),
    )  # fmt: skip
    document_url = forms.URLField(
        label=_("Link to the original"), required=False, max_length=500, assume_scheme="https"
    )
    translation = forms.CharField(
        label=_("Working translation"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 8})
    )
    translation_language = LanguageField(label=_("Language of the translation"), initial="en")
    is_machine = forms.BooleanField(label=_("Machine translation"), required=False)
    embargo_until = LocalDateTimeField(
        label=_("Embargo until"),
        required=False,
        help_text=_(
            "Until then, only your delegation and the network’s chair, vice-chairs and secretariat can read the answer."
        ),
    )
    withheld_because = mark_conditional(
        forms.CharField(label=_("Reason for withholding passages"), required=False, max_length=300)
    )
    base_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)

    def __init__(self, case: ParliamentCase, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document"].queryset = case.documents.all()  # type: ignore[attr-defined]
        self.initial.setdefault("answered_on", case.answered_on or local_date(delegation=case.delegation))
        self.initial.setdefault("language", case.language)
        self.initial.setdefault("base_version", 0)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.errors:
            return cleaned
        apart = {name: cleaned.pop(name) for name in ("base_version", "answered_on", "file")}
        return {**apart, "filed": AnswerData(**cleaned)}

    def take_base(self, reply: Reply) -> None:
        """Set the version that the form replaces to that of `reply`, which the user has now been shown."""
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data["base_version"] = str(reply.version)  # type: ignore[index]


def initial_of(reply: Reply | None) -> dict[str, Any]:
    """Return the values of an answer for AnswerForm; none if nothing was recorded yet."""
    if reply is None:
        return {}
    names = set(GovernmentAnswerForm.base_fields) - {"file", "answered_on", "base_version", "checked", "document"}
    known = {name: getattr(reply, name) for name in names}
    return {**known, "document": reply.document_id, "base_version": reply.version}
