"""The base of every view that does something: load the object, check the form, call one domain function, answer."""

from collections.abc import Callable
from typing import Generic, TypeVar

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.forms import BaseForm, Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.functional import Promise
from django.views.generic.edit import FormMixin, FormView

from networkapp.forms.attempt import run_action
from networkapp.views.unsaved_text import ReturnsUnsavedText

T = TypeVar("T")
Value = object
Values = dict[str, Value]
PAGE_ONLY = ["get", "head", "options"]
POST_ONLY = ["post", "options"]


class ActionView(ReturnsUnsavedText, FormView, Generic[T]):
    """A page with a form; a valid POST calls `action` with the clean values, and redirects.

    This is Django's FormView with an object, found as in Django's own views of one object, and an action in place of
    the code that follows a valid form. If the form has errors, or the action refuses, the page is shown again with
    status 422, the object as it is by then, and the form as `form_name`.
    """

    http_method_names = ["get", "head", "post", "options"]
    is_public = False
    """Whether visitors who have not signed in can open the page. Nobody acts without signing in."""
    form_class: type[BaseForm] | None = Form
    """The default has no fields: it is that of a button. A page with the forms of several actions has None."""
    form_name = "form"
    action: Callable[..., Value]
    """The domain function, as a staticmethod."""
    success_message: str | Promise = ""
    leads_to_result = False
    """Whether the user continues on the page of what the action made, not of the object."""
    object: T
    result: Value = None
    """What the action returned."""

    def dispatch(self, request: HttpRequest, *args: Value, **kwargs: Value) -> HttpResponseBase:
        if self.is_public and request.method != "POST":
            return super(LoginRequiredMixin, self).dispatch(request, *args, **kwargs)
        return super().dispatch(request, *args, **kwargs)

    def get_object(self) -> T:
        """Return what the page is about. Called before all else, for GET and POST.

        Raises Http404 if the user cannot see it, NotAllowed if they cannot do what the page is for.
        """
        raise NotImplementedError

    def get_action_kwargs(self) -> Values:
        """Return what the action gets beside the clean values: the object, the user, and what it needs of the URL."""
        raise NotImplementedError

    def get_success_message(self) -> str | Promise:
        return self.success_message

    def get_success_url(self) -> str:
        """Return where the user continues: `success_url` or a page, see `leads_to_result`."""
        page = self.result if self.leads_to_result else self.object
        return resolve_url(self.success_url or page)  # type: ignore[arg-type]

    def get_form_kwargs(self) -> Values:
        """Return what Django does; get_initial() is asked only for a form that is not filled in yet."""
        if self.request.method != "POST":
            return super().get_form_kwargs()
        return {"prefix": self.get_prefix(), "data": self.request.POST, "files": self.request.FILES}

    def get_context_data(self, **kwargs: Value) -> Values:
        if self.form_class is not None and self.form_name not in kwargs:
            kwargs[self.form_name] = self.get_form()
        return super(FormMixin, self).get_context_data(**kwargs)

    def get(self, request: HttpRequest, *args: Value, **kwargs: Value) -> HttpResponse:
        self.object = self.get_object()
        return self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest, *args: Value, **kwargs: Value) -> HttpResponse:
        self.object = self.get_object()
        return self.submit(self.get_form())

    def submit(self, form: BaseForm) -> HttpResponse:
        """Call the action with the clean values of the form, and answer."""
        self.result = run_action(form, self.action, **self.get_action_kwargs())
        return self.form_invalid(form) if form.errors else self.form_valid(form)

    def form_valid(self, form: BaseForm) -> HttpResponse:
        if message := self.get_success_message():
            messages.success(self.request, str(message))
        return HttpResponseRedirect(self.get_success_url())

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        self.object = self.get_object()
        return self.render_to_response(self.get_context_data(**{self.form_name: form}), status=422)


class ButtonView(ActionView[T]):
    """A button with an address but no page of its own: if the action refuses, the page that follows says why."""

    http_method_names = POST_ONLY

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        for problems in form.errors.values():
            messages.error(self.request, " ".join(map(str, problems)))
        return HttpResponseRedirect(self.get_success_url())
