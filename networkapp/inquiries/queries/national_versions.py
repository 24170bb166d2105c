"""The national form of an inquiry: its questions as one parliament tables them, in its instrument and language."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import override

from networkapp.inquiries.models import Inquiry, InquiryQuestion, ParliamentCase, ParliamentInstrument


@dataclass(frozen=True, kw_only=True)
class NationalForm:
    """The text, and its language."""

    text: str
    language: str


def build_national_form(
    *, inquiry: Inquiry, instrument: ParliamentInstrument | None, questions: Sequence[InquiryQuestion], more: str = ""
) -> NationalForm:
    """Return the form as it would be tabled: addressee, title, questions in the parliament's language where they are
    translated and in the original where not, and the words of the instrument around them; `more` comes before the
    questions."""
    language = instrument.language if instrument else inquiry.language
    texts = {question: question.in_language(language) for question in questions}
    numbered = [
        f"{n}. {text.text if text else question.text}" for n, (question, text) in enumerate(texts.items(), start=1)
    ]
    with override(language):
        parts = [
            *_form_head(inquiry, instrument),
            more.strip(),
            *numbered,
            instrument.closing.strip() if instrument else "",
        ]
    return NationalForm(text="\n\n".join(part for part in parts if part), language=language)


def untranslated_questions(*, case: ParliamentCase) -> list[int]:
    """Return the numbers of the questions of a draft without a text in the language of its form, in two queries."""
    if case.language == case.inquiry.language:
        return []
    questions = case.questions.prefetch_related("texts").order_by("number")
    return [question.number for question in questions if question.in_language(case.language) is None]


def _form_head(inquiry: Inquiry, instrument: ParliamentInstrument | None) -> list[str]:
    if instrument is None:
        return [inquiry.title]
    if instrument.opening.strip():
        words = instrument.opening.strip()
        return [words.replace("{addressee}", instrument.addressee).replace("{title}", inquiry.title)]
    return [
        instrument.own_name or instrument.name,
        _("To: %(addressee)s") % {"addressee": instrument.addressee},
        inquiry.title,
    ]
