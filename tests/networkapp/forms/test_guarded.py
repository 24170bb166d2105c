"""Every form with a long text checks for personal data of victims, or is listed here with the reason why not."""

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any

from django import forms

from networkapp.forms.guarded import GuardedForm

NOT_GUARDED = {
    "wording of criteria and frameworks, which members agree on and publish": """
        evaluation.criteria.ChangeForm evaluation.criteria.ConsolidateForm evaluation.criteria.CriterionForm
        evaluation.frameworks.CorrectionForm evaluation.frameworks.FirstForm evaluation.frameworks.PositionForm
        evaluation.frameworks.RemovalForm evaluation.frameworks.TakeBackForm evaluation.frameworks.WordsForm
    """,
    "answers about law and counts, which two persons sign and reviewers read before they are published": """
        evaluation.answers.AnswerForm evaluation.reviews.WithdrawForm
        evaluation.signing.ReasonForm evaluation.verdicts.VerdictForm
    """,
    "a reason why a cycle moves or a lot is drawn again, recorded by those who oversee the cycle": """
        evaluation.cycles.CycleReasonForm evaluation.cycles.ExtendForm evaluation.cycles.UnlockForm
        evaluation.reviews.LotForm
    """,
    "what independent bodies and depositaries published": """
        evaluation.findings.FindingForm evaluation.findings.ReplyForm evaluation.findings.ResponseForm
        evaluation.registers.ActKindForm evaluation.registers.InstrumentForm
        evaluation.treaties.ActForm evaluation.treaties.CorrectionForm
    """,
    "a reason in few words, read by those who moderate or conduct": """
        networkapp.amendments.SettleForm networkapp.casts.PutOffForm networkapp.casts.TableForm
        networkapp.convening.WordsForm networkapp.inquiries.WordsForm networkapp.moderation.AppealForm
        networkapp.moderation.DismissForm networkapp.moderation.HideForm networkapp.moderation.ReasonForm
        networkapp.moderation.RefuseForm networkapp.moderation.ReportForm networkapp.moderation.RestoreForm
        networkapp.annotations.AnswerForm networkapp.handbook_review.ReviewForm networkapp.law.LawCheckForm
        networkapp.proposals.ChangeForm networkapp.proposals.ConsolidateForm
    """,
    "names and purposes of networks, meetings and handbooks, written for publication": """
        networkapp.convening.ChangeForm networkapp.convening.PlanForm networkapp.handbooks.StartForm
        networkapp.delegations.DelegationForm networkapp.networks.NetworkForm
    """,
    "a quotation of the text itself, or references of a library": """
        networkapp.annotations.NoteForm networkapp.annotations.PlaceForm networkapp.annotations.QuoteFields
        networkapp.library.TakenForm
    """,
}


def forms_of_the_plugins() -> Iterator[Any]:
    for package in ("networkapp.forms", "evaluation.forms"):
        for module in pkgutil.walk_packages(importlib.import_module(package).__path__, f"{package}."):
            importlib.import_module(module.name)
    known: list[Any] = [forms.BaseForm]
    for form in known:
        known.extend(one for one in form.__subclasses__() if one not in known)
    return (one for one in known if one.__module__.startswith(("networkapp.forms.", "evaluation.forms.")))


def test_every_form_with_a_long_text_is_guarded_or_has_a_reason_not_to_be() -> None:
    unguarded = set()
    for form in forms_of_the_plugins():
        guarded = set(form.guarded) if issubclass(form, GuardedForm) else set()
        long = {name for name, field in form.base_fields.items() if isinstance(field.widget, forms.Textarea)}
        if long - guarded:
            unguarded.add(f"{form.__module__.replace('.forms', '')}.{form.__name__}")
    assert unguarded == {name for names in NOT_GUARDED.values() for name in names.split()}
