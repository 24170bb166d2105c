"""Addresses of networks themselves, of seats and of their contents. Add a row for each new view."""

from networkapp.permissions import Action
from tests.access.address import Address, in_network

NETWORKS = (
    # Networks and seats
    Address(name="networkapp:network", needs=(Action.SEE,), args=in_network, open=True),
    Address(
        name="networkapp:meeting", needs=(Action.SEE,), args=lambda place: [place.meeting.slug], open=True
    ),
    Address(
        name="networkapp:meeting_calendar", needs=(Action.SEE,), args=lambda place: [place.meeting.slug], open=True
    ),
    Address(
        name="networkapp:campaign", needs=(Action.SEE,), args=lambda place: [place.campaign.slug], open=True
    ),
    *(
        Address(
            name=f"networkapp:{name}", needs=(Action.EDIT_CAMPAIGNS,), known_by=(Action.SEE,), method=method,
            args=lambda place: [place.activity.day.slug, place.activity.year, place.network.slug], answers=answers,
        )
        for name, method, answers in (
            ("write_deed", "GET", 200), ("write_deed", "POST", 422), ("quiet_day", "POST", 302)
        )
    ),
    Address(name="networkapp:meeting_brief", needs=(Action.READ,), args=lambda place: [place.meeting.slug]),
    Address(name="networkapp:meeting_pack", needs=(Action.READ,), args=lambda place: [place.meeting.slug]),
    Address(
        name="networkapp:meeting_pack", needs=(Action.READ,), args=lambda place: [place.meeting.slug], method="POST",
        data=lambda place: {"form": "epub"}, answers=302,
    ),
    Address(
        name="networkapp:series_calendar", needs=(Action.SEE,), args=lambda place: [place.series.slug], open=True
    ),
    Address(name="networkapp:network_settings", needs=(Action.LIST_SEATS,), args=in_network),
    Address(
        name="networkapp:network_settings", needs=(Action.KEEP_NETWORK,), args=in_network, method="POST",
        known_by=(Action.LIST_SEATS,), answers=422,
    ),
    Address(name="networkapp:seats", needs=(Action.LIST_SEATS,), args=in_network),
    Address(name="networkapp:participation", needs=(Action.LIST_SEATS,), args=in_network),
    Address(
        name="networkapp:participation", needs=(Action.RECORD_PARTICIPATION,), args=in_network, method="POST",
        known_by=(Action.LIST_SEATS,), answers=422,
    ),
    *(
        Address(
            name=f"networkapp:{name}_participation", needs=(Action.RECORD_PARTICIPATION,), method=method,
            known_by=(Action.LIST_SEATS,), args=lambda place: [place.network.slug, place.participation.pk],
            answers=answers,
        )
        for name in ("correct", "retract")
        for method, answers in (("GET", 200), ("POST", 422))
    ),
    Address(name="networkapp:invite", needs=(Action.INVITE,), args=in_network, known_by=(Action.LIST_SEATS,)),
    Address(
        name="networkapp:invite", needs=(Action.INVITE,), args=in_network, method="POST", known_by=(Action.LIST_SEATS,),
        data=lambda place: {"email": "new@example.org", "language": "en", "capacity": "expert"}, answers=302,
    ),
    *(
        Address(
            name=f"networkapp:{name}_invitation", needs=(Action.INVITE,), method="POST",
            args=lambda place: [place.network.slug, place.invitation.pk], known_by=(Action.LIST_SEATS,), answers=302,
        )
        for name in ("resend", "revoke")
    ),
    *(
        Address(
            name="networkapp:end_seat", needs=(Action.INVITE,), method=method, known_by=(Action.LIST_SEATS,),
            args=lambda place: [place.network.slug, place.seat.pk], answers=answers,
        )
        for method, answers in (("GET", 200), ("POST", 302))
    ),
    *(
        Address(
            name="networkapp:change_term", needs=(Action.INVITE,), method=method, known_by=(Action.LIST_SEATS,),
            args=lambda place: [place.network.slug, place.seat.pk], data=lambda place: {"ends_on": "2099-12-31"},
            answers=answers,
        )
        for method, answers in (("GET", 200), ("POST", 302))
    ),
    *(
        Address(
            name="networkapp:change_offices", needs=(Action.INVITE,), method=method, known_by=(Action.LIST_SEATS,),
            args=lambda place: [place.network.slug, place.seat.pk], data=lambda place: {"offices": ["reviewer"]},
            answers=answers,
        )
        for method, answers in (("GET", 200), ("POST", 302))
    ),
    # Handbooks, pictures, documents
    *(
        Address(
            name="networkapp:start_handbook", needs=(Action.PUBLISH_HANDBOOKS,), known_by=(Action.EDIT_HANDBOOKS,),
            args=in_network, method=method, answers=answers,
        )
        for method, answers in (("GET", 200), ("POST", 422))
    ),
    Address(
        name="networkapp:page", needs=(Action.READ_HANDBOOKS,), args=lambda place: [place.chapter.pk], open=True,
        answers=302,
    ),
    Address(
        name="networkapp:page", needs=(Action.READ_NEWS,), args=lambda place: [place.article.pk], open=True,
        answers=302,
    ),
    Address(
        name="networkapp:section", needs=(Action.READ_HANDBOOKS,), args=lambda place: [place.section.pk], open=True,
        answers=302,
    ),
    Address(
        name="networkapp:section_of", needs=(Action.READ_HANDBOOKS,), open=True, answers=302,
        args=lambda place: [place.section.page_id, place.section.block_id],
    ),
    Address(
        name="networkapp:section_law", needs=(Action.READ_HANDBOOKS,), args=lambda place: [place.section.pk], open=True,
    ),
    Address(
        name="networkapp:section_law", needs=(Action.EDIT_HANDBOOKS,), known_by=(Action.READ_HANDBOOKS,), method="POST",
        args=lambda place: [place.section.pk], answers=302,
        data=lambda place: {"looked_at": ["section"], "as_of": "2026-01-01"},
    ),
    Address(
        name="wagtailsnippets_networkapp_legalsource:list", needs=(Action.EDIT_HANDBOOKS,), inside=True, shared=True
    ),
    *(
        Address(
            name="networkapp:handbook_review", needs=needs, known_by=(Action.EDIT_HANDBOOKS,), method=method,
            args=lambda place: [place.review.pk], answers=answers,
        )
        for method, needs, answers in (
            ("GET", (Action.EDIT_HANDBOOKS,), 200),
            ("POST", (Action.EDIT_HANDBOOKS,), 422),
        )
    ),
    Address(name="handbook", needs=(Action.READ_HANDBOOKS,), path=lambda place: place.chapter.handbook.url, open=True),
    Address(name="chapter", needs=(Action.READ_HANDBOOKS,), path=lambda place: place.chapter.url, open=True),
    *(
        Address(name=f"networkapp:{name}", needs=(Action.READ_HANDBOOKS,), args=args, answers=answers, open=True)
        for name, args, answers in (
            ("editions", lambda place: [place.edition.handbook], 200),
            ("edition", lambda place: [place.edition.pk, "en"], 200),
            ("edition_changes", lambda place: [place.edition.pk, "en"], 200),
            ("edition_chapter", lambda place: [place.edition.pk, "en", 1], 200),
            ("edition_section", lambda place: [place.edition.pk, place.section.pk], 302),
            ("cite", lambda place: [place.section.pk], 200),
            ("cite_as", lambda place: [place.section.pk, "json"], 200),
            ("cite_in_edition", lambda place: [place.edition.pk, place.section.pk], 200),
            ("cite_in_edition_as", lambda place: [place.edition.pk, place.section.pk, "ris"], 200),
            ("edition_copy", lambda place: [place.edition.pk, "en"], 200),
            ("handbook_copy", lambda place: [place.chapter.handbook.pk], 200),
            ("handbook_whole", lambda place: [place.chapter.handbook.pk], 200),
            ("edition_whole", lambda place: [place.edition.pk, "en"], 200),
            ("search_handbook", lambda place: [place.chapter.handbook.pk], 200),
            ("search_edition", lambda place: [place.edition.pk, "en"], 200),
            ("edition_picture", lambda place: [place.network.pk, place.picture.digest], 200),
            ("edition_document", lambda place: [place.network.pk, place.kept_document.digest], 200),
            ("handbook_file", lambda place: [place.file.pk, str(place.file)], 200),
            ("handbook_file", lambda place: [place.file_of_today.pk, str(place.file_of_today)], 200),
        )
    ),
    *(
        Address(
            name=f"networkapp:{name}", needs=(Action.READ_HANDBOOKS,), args=args, method=method, answers=answers,
            data=lambda place: {"form": "pdf"}, open=True,
        )
        for method, answers in (("GET", 200), ("POST", 302))
        for name, args in (
            ("handbook_files", lambda place: [place.chapter.pk]),
            ("handbook_files", lambda place: [place.chapter.handbook.pk]),
            ("edition_files", lambda place: [place.edition.pk, "en"]),
            ("edition_chapter_files", lambda place: [place.edition.pk, "en", 1]),
        )
    ),
    Address(
        name="networkapp:editions", needs=(Action.PUBLISH_HANDBOOKS,), known_by=(Action.READ_HANDBOOKS,), method="POST",
        args=lambda place: [place.edition.handbook], answers=422,
    ),
    Address(
        name="networkapp:edition_read", needs=(Action.READ_HANDBOOKS,), method="POST",
        args=lambda place: [place.edition.pk, "en"], answers=302,
    ),
    Address(
        name="networkapp:section_reading", needs=(Action.READ_HANDBOOKS,), method="POST",
        args=lambda place: [place.section.pk], data=lambda place: {"act": "read"}, answers=302,
    ),
    Address(
        name="networkapp:edition_section_reading", needs=(Action.READ_HANDBOOKS,), method="POST",
        args=lambda place: [place.edition.pk, place.section.pk], data=lambda place: {"act": "read"}, answers=302,
    ),
    *(
        Address(
            name="networkapp:word_imports", needs=(Action.EDIT_HANDBOOKS,), method=method, answers=answers,
            args=lambda place: [place.chapter.handbook.pk],
        )
        for method, answers in (("GET", 200), ("POST", 422))
    ),
    # Translations
    Address(
        name="networkapp:section_translation", needs=(Action.READ_HANDBOOKS,), open=True,
        args=lambda place: [place.translated.published_sections.get().pk],
    ),
    Address(
        name="networkapp:section_in", needs=(Action.READ_HANDBOOKS,), args=lambda place: [place.section.pk, "ru"],
        open=True, answers=302,
    ),
    Address(
        name="networkapp:translation", needs=(Action.EDIT_HANDBOOKS,), args=lambda place: [place.translated.pk]
    ),
    Address(
        name="networkapp:translation", needs=(Action.EDIT_HANDBOOKS,), method="POST", answers=422,
        args=lambda place: [place.translated.pk],
    ),
    *(
        Address(
            name=f"networkapp:{name}", needs=(Action.EDIT_HANDBOOKS,), method=method, answers=answers,
            args=lambda place: [place.translated.pk],
        )
        for name, method, answers in (
            ("export_translation", "GET", 200),
            ("bring_translation_back", "GET", 200),
            ("bring_translation_back", "POST", 422),
        )
    ),
    *(
        Address(
            name="networkapp:translate_page", needs=(Action.EDIT_HANDBOOKS,), method=method, answers=answers,
            args=lambda place: [place.chapter.pk],
        )
        for method, answers in (("GET", 200), ("POST", 422))
    ),
    Address(
        name="networkapp:export_translations", needs=(Action.EDIT_HANDBOOKS,),
        args=lambda place: [place.translated.handbook.pk],
    ),
    Address(
        name="networkapp:bring_in_missing", needs=(Action.EDIT_HANDBOOKS,), method="POST", answers=302,
        args=lambda place: [place.translated.pk],
    ),
    Address(name="document", needs=(Action.READ_HANDBOOKS,), path=lambda place: place.document.url, open=True),
    Address(
        name="networkapp:media", needs=(Action.READ_HANDBOOKS,), path=lambda place: place.image.file.url, open=True
    ),
    Address(
        name="networkapp:media", needs=(Action.READ_HANDBOOKS,), path=lambda place: place.rendition.url, open=True
    ),
    Address(
        name="wagtailadmin_pages:edit", needs=(Action.EDIT_HANDBOOKS,), args=lambda place: [place.chapter.pk],
        inside=True,
    ),
    Address(
        name="wagtailadmin_pages:unpublish", needs=(Action.PUBLISH_HANDBOOKS,), args=lambda place: [place.chapter.pk],
        inside=True,
    ),
    # News
    Address(name="article", needs=(Action.READ_NEWS,), path=lambda place: place.article.url, open=True),
    Address(
        name="network news page", needs=(Action.READ_NEWS,), path=lambda place: place.article.get_parent().url,
        open=True,
    ),
    # Everybody with a seat is invited; the page is open to those who can vote today.
    *(
        Address(
            name=f"networkapp:{name}", needs=(need,), args=lambda place: [place.article.translation_key],
            method=method, answers=answers,
        )
        for name, need in (("sign_article", Action.SIGN_NEWS), ("article_signatures", Action.WRITE_NEWS))
        for method, answers in (("GET", 200), ("POST", 422))
    ),
    *(
        Address(name=f"wagtailadmin_pages:{name}", needs=(Action.WRITE_NEWS,), args=of, inside=True)
        for name, of in (
            ("edit", lambda place: [place.article.pk]),
            ("unpublish", lambda place: [place.article.pk]),
            ("view_draft", lambda place: [place.article.pk]),
        )
    ),
    # Lists that show each reader their own things; test_editors.py checks the pages behind them.
    Address(name="wagtailsnippets_networkapp_meeting:list", needs=(Action.EDIT_MEETINGS,), inside=True, shared=True),
    *(
        Address(
            name=f"wagtailsnippets_networkapp_{kind}:list", needs=(Action.EDIT_CAMPAIGNS,), inside=True, shared=True
        )
        for kind in ("campaign", "dayactivity", "awarenessday")
    ),
    Address(name="wagtailsnippets_evaluation_report:list", needs=(Action.EDIT_REPORTS,), inside=True, shared=True),
    Address(
        name="wagtailsnippets_networkapp_glossaryterm:list", needs=(Action.EDIT_GLOSSARY,), inside=True, shared=True
    ),
    Address(name="networkapp:take_over_references", needs=(Action.EDIT_LIBRARY,), shared=True),
    Address(
        name="networkapp:publication_matters", needs=(Action.EDIT_LIBRARY,), args=lambda place: [place.book.slug],
        shared=True,
    ),
    Address(
        name="networkapp:dead_links", needs=(Action.EDIT_LIBRARY, Action.EDIT_HANDBOOKS, Action.EDIT_HOTLINES),
        shared=True,
    ),
    Address(name="networkapp:hotlines", needs=(Action.EDIT_HOTLINES,), shared=True),
    Address(
        name="networkapp:hotline_act", needs=(Action.EDIT_HOTLINES,), method="POST", answers=302,
        args=lambda place: [place.hotline.pk], data=lambda place: {"act": "checked"},
    ),
    Address(name="wagtailsnippets_networkapp_hotline:list", needs=(Action.EDIT_HOTLINES,), inside=True, shared=True),
    Address(
        name="networkapp:take_over_references", needs=(Action.EDIT_LIBRARY,), method="POST", shared=True, answers=422
    ),
    Address(name="wagtailsnippets_networkapp_subject:list", needs=(Action.KEEP_SUBJECTS,), inside=True, shared=True),
    Address(name="wagtailsnippets_networkapp_publication:list", needs=(Action.EDIT_LIBRARY,), inside=True, shared=True),
)  # fmt: skip
