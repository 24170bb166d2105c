"""Addresses of networkapp; one list per topic, in views/."""

from networkapp.administration.views import administrators
from networkapp.campaigns.views import campaigns, days
from networkapp.decisions.date_polls import views as date_polls
from networkapp.decisions.procedures.views import manage, procedures, register, statements
from networkapp.decisions.proposals.views import amendments, proposals
from networkapp.decisions.proposals.views import translations as proposal_texts
from networkapp.desk import views as desk
from networkapp.discussion.views import (
    attachments,
    drafts,
    exports,
    manage_topic,
    mentions,
    messages,
    moderation,
    prepared_messages,
    receipts,
)
from networkapp.discussion.views import topics as discussion
from networkapp.dossiers.views import conversions, dossiers
from networkapp.files import views as files
from networkapp.handbooks.editions.views import citing, editions
from networkapp.handbooks.glossary import views as glossary
from networkapp.handbooks.law import views as law
from networkapp.handbooks.notes import views as annotations
from networkapp.handbooks.pages.editing import page_translations
from networkapp.handbooks.pages.views import addresses, reading
from networkapp.handbooks.reviews import views as handbook_review
from networkapp.handbooks.takeaway.views import downloads, offline
from networkapp.handbooks.translations import views as translations
from networkapp.handbooks.word_import import views as word_import
from networkapp.hotlines import views as hotlines
from networkapp.inquiries.views import answers, cases, inquiries
from networkapp.library.views import exchange, library
from networkapp.meetings.views import agenda, attendance, calendars, meetings, minutes, packs
from networkapp.metadata import views as cards
from networkapp.networks.views import invitations, own_seats
from networkapp.news.views import feeds, news
from networkapp.notifications import views as notifications
from networkapp.overviews.views import countries, country_briefs, networks, subjects
from networkapp.search import views as search
from networkapp.views import signed_out, site_colours
from networkapp.views.no_ranking import never_ranked

app_name = "networkapp"
urlpatterns = [
    *administrators.urlpatterns,
    *agenda.urlpatterns,
    *amendments.urlpatterns,
    *annotations.urlpatterns,
    *attachments.urlpatterns,
    *attendance.urlpatterns,
    *calendars.urlpatterns,
    *campaigns.urlpatterns,
    *cards.urlpatterns,
    *citing.urlpatterns,
    *date_polls.urlpatterns,
    *days.urlpatterns,
    *statements.urlpatterns,
    *register.urlpatterns,
    *map(never_ranked, countries.urlpatterns),
    *map(never_ranked, country_briefs.urlpatterns),
    *desk.urlpatterns,
    *discussion.urlpatterns,
    *downloads.urlpatterns,
    *drafts.urlpatterns,
    *editions.urlpatterns,
    *exports.urlpatterns,
    *feeds.urlpatterns,
    *files.urlpatterns,
    *glossary.urlpatterns,
    *handbook_review.urlpatterns,
    *addresses.urlpatterns,
    *hotlines.urlpatterns,
    *invitations.urlpatterns,
    *manage.urlpatterns,
    *law.urlpatterns,
    *exchange.urlpatterns,
    *library.urlpatterns,
    *packs.urlpatterns,
    *conversions.urlpatterns,
    *meetings.urlpatterns,
    *mentions.urlpatterns,
    *messages.urlpatterns,
    *minutes.urlpatterns,
    *moderation.urlpatterns,
    *networks.urlpatterns,
    *news.urlpatterns,
    *notifications.urlpatterns,
    *own_seats.urlpatterns,
    *offline.urlpatterns,
    *prepared_messages.urlpatterns,
    *procedures.urlpatterns,
    *proposal_texts.urlpatterns,
    *proposals.urlpatterns,
    *reading.urlpatterns,
    *receipts.urlpatterns,
    *search.urlpatterns,
    *signed_out.urlpatterns,
    *site_colours.urlpatterns,
    *map(never_ranked, subjects.urlpatterns),
    *dossiers.urlpatterns,
    *manage_topic.urlpatterns,
    *word_import.urlpatterns,
    *page_translations.urlpatterns,
    *translations.urlpatterns,
    *inquiries.urlpatterns,
    *cases.urlpatterns,
    *answers.urlpatterns,
]
