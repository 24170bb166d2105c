"""The page of a draft that one person prepares and another releases; see networkapp/four_eyes.py."""

from typing import TypeVar

from django.forms import BaseForm, Form, model_to_dict
from django.utils.translation import gettext_lazy as _

from networkapp import four_eyes
from networkapp.forms.four_eyes import ReturnNoteForm
from networkapp.four_eyes import DraftKind
from networkapp.models import DraftAct, FourEyesDraft
from networkapp.users import User
from networkapp.views.action_view import PAGE_ONLY, POST_ONLY, ActionView, Value, Values

D = TypeVar("D", bound=FourEyesDraft)


class DraftView(ActionView[D]):
    """The page of a draft, with what the user can do with it. Each action has an address of its own."""

    http_method_names = PAGE_ONLY
    form_class: type[BaseForm] | None = None
    kind: DraftKind[D]
    text_form: type[Form]
    """The form in which the text is changed."""

    def get_initial(self) -> Values:
        return model_to_dict(self.object, fields=list(self.text_form.base_fields))

    def get_acts(self) -> frozenset[DraftAct]:
        return four_eyes.acts_of(kind=self.kind, draft=self.object, user=self.request.user)

    def get_context_data(self, *, form: BaseForm | None = None, **kwargs: Value) -> Values:
        context = {
            "draft": self.object,
            "acts": self.get_acts(),
            "form": form,
            "text_form": form if isinstance(form, self.text_form) else self.text_form(initial=self.get_initial()),
            "note_form": form if isinstance(form, ReturnNoteForm) else ReturnNoteForm(),
        }
        return super().get_context_data(**context | kwargs)

    def get_action_kwargs(self) -> Values:
        return {"draft": self.object, "user": self.request.user}


class SendBackMixin(DraftView[D]):
    """Return a draft to its author with a note."""

    http_method_names = POST_ONLY
    form_class, success_message = ReturnNoteForm, _("Draft returned with your note.")

    def action(self, *, draft: D, user: User, note: str) -> D:
        return four_eyes.send_back(kind=self.kind, draft=draft, user=user, note=note)


class WithdrawMixin(DraftView[D]):
    """Withdraw a draft."""

    http_method_names = POST_ONLY
    form_class, success_message = Form, _("Draft deleted")

    def action(self, *, draft: D, user: User) -> D:
        return four_eyes.withdraw(kind=self.kind, draft=draft, user=user)
