"""Addresses of handbooks; each module of views lists its own."""

from networkapp.handbooks.editions.views import citing, editions, search
from networkapp.handbooks.glossary import views as glossary
from networkapp.handbooks.law import views as law
from networkapp.handbooks.notes import views as annotations
from networkapp.handbooks.pages.editing import page_translations
from networkapp.handbooks.pages.views import addresses, reading
from networkapp.handbooks.reviews import views as handbook_review
from networkapp.handbooks.takeaway.views import downloads, offline
from networkapp.handbooks.translations import views as translations
from networkapp.handbooks.word_import import views as word_import

urlpatterns = [
    *annotations.urlpatterns,
    *citing.urlpatterns,
    *downloads.urlpatterns,
    *editions.urlpatterns,
    *glossary.urlpatterns,
    *handbook_review.urlpatterns,
    *addresses.urlpatterns,
    *law.urlpatterns,
    *offline.urlpatterns,
    *reading.urlpatterns,
    *search.urlpatterns,
    *word_import.urlpatterns,
    *page_translations.urlpatterns,
    *translations.urlpatterns,
]
