"""Every form with a long text warns of personal data of victims, or is listed here with a reason."""

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any

from django import forms

from networkapp.forms.content_warnings import ContentWarningForm

PLUGINS = ("networkapp", "evaluation")
NOT_GUARDED = {
    "wording of criteria and frameworks, which members agree on and publish": """
        evaluation.frameworks.criteria.ChangeForm evaluation.frameworks.criteria.ConsolidateForm
        evaluation.frameworks.criteria.CriterionForm evaluation.frameworks.frameworks.TextCorrectionForm
        evaluation.frameworks.frameworks.FirstVersionForm evaluation.frameworks.frameworks.PositionForm
        evaluation.frameworks.frameworks.RemovalForm evaluation.frameworks.frameworks.ReturnToDraftForm
        evaluation.frameworks.frameworks.WordsForm
    """,
    "answers about law and counts, which two persons sign and reviewers read before they are published": """
        evaluation.assessments.answers.AnswerForm evaluation.reviews.reviews.WithdrawForm
        evaluation.assessments.signing.ReopenForm evaluation.follow_up.verdicts.VerdictForm
    """,
    "a reason why a cycle moves or a lot is drawn again, recorded by those who oversee the cycle": """
        evaluation.assessments.cycles.CycleReasonForm evaluation.assessments.cycles.ExtendForm
        evaluation.assessments.cycles.UnlockForm evaluation.reviews.reviews.LotForm
    """,
    "what independent bodies and depositaries published": """
        evaluation.sources.findings.FindingForm evaluation.sources.findings.ReplyForm
        evaluation.sources.findings.ResponseForm evaluation.sources.registers.ActKindForm
        evaluation.sources.registers.InstrumentForm evaluation.treaties.treaties.ActForm
        evaluation.treaties.treaties.CorrectionForm
    """,
    "a reason in few words, read by those who moderate or conduct": """
        networkapp.decisions.proposals.amendments.DecideAmendmentForm networkapp.inquiries.cases.ChangeDueDateForm
        networkapp.inquiries.cases.TableCaseForm networkapp.meetings.meetings.MeetingReasonForm
        networkapp.inquiries.inquiries.InquiryReasonForm networkapp.discussion.moderation.AppealForm
        networkapp.discussion.moderation.DismissReportsForm networkapp.discussion.moderation.HideMessageForm
        networkapp.discussion.moderation.ReasonForm networkapp.discussion.moderation.RejectAppealForm
        networkapp.discussion.moderation.ReportMessageForm networkapp.discussion.moderation.RestoreMessageForm
        networkapp.handbooks.notes.ChangeResponseForm networkapp.handbooks.reviews.ReviewForm
        networkapp.handbooks.law.LawCheckForm networkapp.decisions.proposals.proposals.ChangeProposalForm
        networkapp.decisions.proposals.proposals.ConsolidateProposalForm
        networkapp.participation.ParticipationForm networkapp.participation.CorrectParticipationForm
        networkapp.participation.RetractParticipationForm
    """,
    "names and purposes of networks, meetings and handbooks, written for publication": """
        networkapp.meetings.meetings.ChangeMeetingForm networkapp.meetings.meetings.MeetingPlanForm
        networkapp.handbooks.pages.NewHandbookForm networkapp.networks.delegations_editing.DelegationForm
        networkapp.networks.networks.NetworkForm
    """,
    "a quotation of the text itself, or references of a library": """
        networkapp.handbooks.notes.NewNoteForm networkapp.handbooks.notes.NotePositionForm
        networkapp.handbooks.notes.QuoteForm networkapp.library.ImportReferencesForm
    """,
}


def forms_of_the_plugins() -> Iterator[Any]:
    for package in PLUGINS:
        for module in pkgutil.walk_packages(importlib.import_module(package).__path__, f"{package}."):
            if "forms" in module.name.split("."):
                importlib.import_module(module.name)
    known: list[Any] = [forms.BaseForm]
    for form in known:
        known.extend(one for one in form.__subclasses__() if one not in known)
    return (one for one in known if one.__module__.startswith(PLUGINS) and "forms" in one.__module__.split("."))


def test_every_form_with_a_long_text_warns_of_personal_data_or_is_exempt() -> None:
    unguarded = set()
    for form in forms_of_the_plugins():
        guarded = set(form.guarded) if issubclass(form, ContentWarningForm) else set()
        long = {name for name, field in form.base_fields.items() if isinstance(field.widget, forms.Textarea)}
        if long - guarded:
            unguarded.add(f"{form.__module__.replace('.forms', '')}.{form.__name__}")
    assert unguarded == {name for names in NOT_GUARDED.values() for name in names.split()}
