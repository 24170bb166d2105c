"""Subjects in Wagtail's admin: added, ordered, translated, retired, merged; one in use is not deleted."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import Button
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views import snippets
from wagtail.snippets.views.snippets import SnippetViewSet

from networkapp.editing.panels import NamePanel, address_panel, translations_panel
from networkapp.editing.permission_policies import TableOrGroupPolicy
from networkapp.models import Subject
from networkapp.networks.actions import subjects
from networkapp.networks.forms.subjects import MergeForm, SubjectForm
from networkapp.permissions import ALLOWED, Action
from networkapp.policies import register_policy
from networkapp.views.action_view import PAGE_ONLY, POST_ONLY, ActionView, ButtonView, Value, Values

LIST, USES = "wagtailsnippets_networkapp_subject:list", "networkapp_uses_of_subject"
WORDS = {"heading": capfirst(_("name"))}, {"heading": _("Description in one sentence")}


class SubjectIndex(snippets.IndexView):
    """The list of subjects in Wagtail's admin, with a button that merges or retires them."""

    def get_list_more_buttons(self, instance: Subject) -> list[Any]:
        uses = MenuItem(_("Merge or retire"), reverse(USES, args=[instance.pk]), icon_name="link", priority=25)
        return [*super().get_list_more_buttons(instance), uses]


class EditSubject(snippets.EditView):
    """The editing of a subject in Wagtail's admin, with a button that merges or retires it."""

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        address = reverse(USES, args=[self.object.pk])
        button = Button(_("Merge or retire"), url=address, icon_name="link", priority=15)
        return [*super().header_more_buttons, button]


class SubjectViewSet(SnippetViewSet):
    model = Subject
    icon = "tag"
    add_to_admin_menu = True
    menu_label = _("Subjects")
    menu_order = 210
    copy_view_enabled = False
    index_view_class = SubjectIndex
    edit_view_class = EditSubject
    sort_order_field = "position"
    list_display: ClassVar = [
        "title",
        Column("slug", label=_("Address")),
        DateColumn("retired_at", label=_("Retired")),
        Column("merged_into", label=_("Merged into")),
    ]
    search_fields: ClassVar = ["title", "text"]
    panels: ClassVar = [
        MultiFieldPanel([NamePanel("title", **WORDS[0]), address_panel(), FieldPanel("text", **WORDS[1])]),
        translations_panel(FieldPanel("title", **WORDS[0]), FieldPanel("text", **WORDS[1])),
    ]


class SubjectView(PermissionCheckedMixin, ActionView[Subject]):
    """Base of the pages and actions about one subject, for people who manage subjects."""

    model = Subject
    permission_required = "change"

    def get_object(self) -> Subject:
        return get_object_or_404(Subject, pk=self.kwargs["pk"])

    def get_action_kwargs(self) -> Values:
        return {"subject": self.object, "user": self.request.user}


class UsesOfSubject(SubjectView):
    """The page with everything that uses a subject, and the forms that merge and retire it."""

    http_method_names = PAGE_ONLY
    template_name = "networkapp/editors/subject_uses.html"
    form_class = MergeForm

    def get_form_kwargs(self) -> Values:
        return super().get_form_kwargs() | {"subject": self.object}

    def get_context_data(self, **kwargs: Value) -> Values:
        subject, finder = self.object, AdminURLFinder(self.request.user)
        uses = [(use, [(one, _address_of(one, finder)) for one in use.named]) for use in _uses(self.request, subject)]
        context = {
            "subject": subject,
            "uses": uses,
            "page_title": gettext("Merge or retire"),
            "header_title": subject.title,
            "header_icon": "tag",
            "breadcrumbs_items": _crumbs(subject),
        }
        return super().get_context_data(**context, **kwargs)


class SubjectButton(ButtonView, SubjectView):
    """Base of the buttons on the page with the uses of a subject."""

    def get_success_message(self) -> str:
        return str(self.success_message) % {"subject": self.object.title}

    def get_success_url(self) -> str:
        return reverse(USES, kwargs=self.kwargs)


class RetireSubject(SubjectButton):
    action, success_message = staticmethod(subjects.retire_subject), _("“%(subject)s” retired.")


class OfferSubject(SubjectButton):
    action, success_message = staticmethod(subjects.restore_subject), _("“%(subject)s” restored.")


class MergeSubject(UsesOfSubject):
    """Merge a subject into another one."""

    http_method_names = POST_ONLY
    action, success_url = staticmethod(subjects.merge_subject), reverse_lazy(LIST)
    result: int

    def form_valid(self, form: MergeForm) -> HttpResponse:
        words = ngettext(
            "%(number)d item now points to “%(into)s”, and so does the old address.",
            "%(number)d items now point to “%(into)s”, and so does the old address.",
            self.result,
        )
        self.success_message = words % {"number": self.result, "into": form.cleaned_data["into"].title}
        return super().form_valid(form)


def refuse_to_delete_used_subjects(request: HttpRequest, things: Sequence[Any]) -> HttpResponse | None:
    """Refuse to delete subjects in use, and show their editor what uses them and what to do."""
    used = subjects.used_subjects(subjects=[thing for thing in things if isinstance(thing, Subject)])
    for subject in used:
        words = gettext(
            "You cannot delete “%(subject)s” because it is in use. Merge it into another subject or retire it."
        )
        messages.error(request, words % {"subject": subject.title})
    if not used:
        return None
    return redirect(USES, used[0].pk) if len(used) == 1 else redirect(LIST)


def register_log_actions(actions: Any) -> None:
    """Register the names of our actions in Wagtail's history of a subject."""
    actions.register_action(subjects.RETIRED, _("Retire"), _("Retired"))
    actions.register_action(subjects.OFFERED, _("Restore"), _("Restored"))
    actions.register_action(subjects.MERGED, _("Merge"), _("Merged into another subject"))


def addresses() -> list[URLPattern]:
    """Return the URL patterns of the pages that show the uses of a subject, retire, offer and merge it."""
    at = "subjects/<int:pk>/"
    return [
        path(f"{at}uses/", UsesOfSubject.as_view(), name=USES),
        path(f"{at}retire/", RetireSubject.as_view(), name="networkapp_retire_subject"),
        path(f"{at}offer/", OfferSubject.as_view(), name="networkapp_offer_subject"),
        path(f"{at}merge/", MergeSubject.as_view(), name="networkapp_merge_subject"),
    ]


def register_all() -> None:
    """Register the editing of subjects in Wagtail: form, policy, hooks, addresses and snippet."""
    Subject.base_form_class = SubjectForm
    register_policy(Subject, TableOrGroupPolicy(Subject, roles=ALLOWED[Action.KEEP_SUBJECTS]))
    hooks.register("before_delete_snippet", refuse_to_delete_used_subjects)
    hooks.register("register_log_actions", register_log_actions)
    hooks.register("register_admin_urls", addresses)
    register_snippet(SubjectViewSet)


def _uses(request: HttpRequest, subject: Subject) -> list[subjects.SubjectUse]:
    return subjects.uses_of(subject=subject, user=request.user)


def _address_of(thing: Any, finder: AdminURLFinder) -> str:
    """Return the address where the editor can edit a thing, or else read it; "" where it has no page."""
    edited = finder.get_edit_url(thing)
    if edited:
        return str(edited)
    return str(thing.get_absolute_url()) if hasattr(thing, "get_absolute_url") else ""


def _crumbs(subject: Subject) -> list[dict[str, Any]]:
    return [
        {"url": reverse("wagtailadmin_home"), "label": gettext("Home")},
        {"url": reverse(LIST), "label": gettext("Subjects")},
        {"url": reverse("wagtailsnippets_networkapp_subject:edit", args=[subject.pk]), "label": subject.title},
        {"url": "", "label": gettext("Merge or retire")},
    ]
