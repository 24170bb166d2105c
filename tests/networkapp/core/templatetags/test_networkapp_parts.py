"""Template tags for small parts of pages: codes, states, counts and times."""

import re
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import override

from networkapp.models.seats import Capacity
from networkapp.models.translations import LocalText, format_mixed, join_mixed
from networkapp.templatetags.networkapp_parts import CODES, zone_name


def rendered(source: str, **context: object) -> str:
    return Template("{% load networkapp_parts %}" + source).render(Context(context)).strip()


def test_every_role_has_a_style() -> None:
    assert set(CODES) == set(Capacity.values)


def test_code_of_a_voting_delegation_is_filled_and_has_a_text_for_screen_readers() -> None:
    assert rendered('{% delegation_code "XA" "member" %}') == (
        '<span class="code" aria-hidden="true">XA</span><span class="visually-hidden">can vote</span>'
    )


def test_code_of_a_role_without_a_vote_is_outlined() -> None:
    assert rendered('{% delegation_code "SE" "secretariat" "-" %}') == (
        '<span class="code code--speaks" aria-hidden="true">SE</span>'
    )


def test_code_of_an_expert_is_dashed() -> None:
    assert "code--guest" in rendered('{% delegation_code "EX" "expert" %}')


def test_state_has_an_icon_a_word_and_a_time() -> None:
    html = rendered('{% status_badge "conflict" "Conflict" "since 14:09" %}')
    assert ("status-badge--stop" in html, "#i-conflict" in html, "<b>Conflict</b> since 14:09" in html) == (
        True,
        True,
        True,
    )


def test_count_of_zero_is_faint_and_every_count_is_read_out_as_unread() -> None:
    assert "count-badge--none" in rendered("{% count_badge 0 %}")
    assert (
        rendered("{% count_badge 3 %}")
        == '<span class="count-badge">3<span class="visually-hidden"> unread</span></span>'
    )


def test_time_is_shown_in_the_named_time_zone_of_the_reader() -> None:
    noon = datetime(2026, 6, 12, 12, tzinfo=UTC)
    with timezone.override("Europe/Helsinki"):
        html = rendered("{% moment at %}", at=noon)
    assert html == (
        '<time datetime="2026-06-12T15:00:00+03:00">12 June 2026, 15:00 <span class="nowrap">(UTC+3)</span></time>'
    )


def test_day_is_shown_without_a_time_zone() -> None:
    assert rendered("{% moment at %}", at=date(2026, 6, 12)) == '<time datetime="2026-06-12">12 June 2026</time>'


def test_missing_time_shows_nothing() -> None:
    assert rendered("{% moment at %}", at=None) == ""


def test_time_zones_are_named_by_their_offset() -> None:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    zones = ("UTC", "Europe/Helsinki", "Asia/Kolkata", "America/New_York")
    assert [zone_name(at.astimezone(ZoneInfo(zone))) for zone in zones] == ["UTC", "UTC+2", "UTC+5:30", "UTC-5"]


def test_menu_marks_the_current_page_and_its_parent_entries() -> None:
    request = RequestFactory().get("/networks/joint/")
    source = (
        "{% aria_current '/networks/' %}|{% aria_current '/networks/joint/' %}|{% aria_current '/library/' %}"
        "|{% aria_current '' %}"
    )
    assert rendered(source, request=request) == "true|page||"


class Wrong(forms.Form):
    title = forms.CharField(help_text="Short.")
    kind = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect, required=False)


def test_help_text_and_error_are_linked_to_the_control_of_their_field() -> None:
    html = render_to_string("networkapp/parts/field.html", {"field": Wrong({})["title"]})
    described = 'aria-describedby="id_title_helptext id_title_error"'
    assert (described in html, 'id="id_title_helptext"' in html, 'id="id_title_error"' in html) == (True, True, True)
    assert 'aria-invalid="true"' in html


def test_radio_choice_is_a_fieldset_with_a_label_for_each_option() -> None:
    html = render_to_string("networkapp/parts/field.html", {"field": Wrong()["kind"]})
    assert (html.count("<legend>"), html.count('<label for="id_kind_')) == (1, 2)


def test_error_summary_links_to_the_fields() -> None:
    html = render_to_string("networkapp/parts/form_errors.html", {"form": Wrong({})})
    assert '<a href="#id_title">Title: This field is required.</a>' in html


def test_form_without_errors_has_no_summary() -> None:
    assert render_to_string("networkapp/parts/form_errors.html", {"form": Wrong({"title": "x"})}).strip() == ""


def test_text_in_another_language_than_the_readers_is_marked_with_its_language() -> None:
    title, network = LocalText("Law & order", "en"), LocalText("Gemeinsames Netzwerk", "de")
    line = join_mixed(format_mixed("Wartet auf Ihre Stimme: %(title)s", title=title), network, "")
    assert line == "Wartet auf Ihre Stimme: Law & order. Gemeinsames Netzwerk"
    with override("de"):
        shown = [rendered("{{ said|with_language_marks }}", said=item) for item in (line, title, network, "<b>")]
    assert shown == [
        'Wartet auf Ihre Stimme: <span lang="en">Law &amp; order</span>. Gemeinsames Netzwerk',
        '<span lang="en">Law &amp; order</span>',
        "Gemeinsames Netzwerk",
        "&lt;b&gt;",
    ]


def shown_message(message: str) -> str:
    request = RequestFactory().get("/")
    storage = CookieStorage(request)
    storage.add(messages.SUCCESS, message)
    html = render_to_string("networkapp/parts/messages.html", {"messages": storage})
    return re.sub(r"(?s).*<p[^>]*>(.*)</p>.*", r"\1", html)


def test_message_of_one_phrase_ends_in_a_full_stop() -> None:
    assert shown_message("Meeting cancelled") == "Meeting cancelled."
    assert shown_message("Встреча отменена") == "Встреча отменена."


def test_message_with_an_ending_of_its_own_gets_no_full_stop() -> None:
    for message in ("Saved.", "Saved?", "Added: Anna Berg (XB)", "Added: „Wasser“"):
        assert shown_message(message) == message


def test_full_stop_of_a_message_leaves_html_as_it_is() -> None:
    assert shown_message(mark_safe('Saved. <a href="/">Read</a>')) == 'Saved. <a href="/">Read</a>'
    assert shown_message(mark_safe("<b>Meeting</b> cancelled")) == "<b>Meeting</b> cancelled."
    assert shown_message("<b>Meeting</b> cancelled") == "&lt;b&gt;Meeting&lt;/b&gt; cancelled."
