"""Query parameters, and descriptions of fields, that several parts of the API share."""

from ninja import Query

NETWORK = Query("", description="Slug of a network, as in `/networks/`. Without it: all networks.")
SUBJECT = Query(
    "", description="Slug of a subject, as in `/subjects/`. Without it: all subjects. 422 if there is no such subject."
)
LANGUAGE = Query("", max_length=12, description="Language code, such as `de`. Without it: all languages.")

SUBJECT_SLUGS = "Slugs of its subjects, as in `/subjects/`."
NETWORK_SLUG = "Slug of its network, as in `/networks/`."
COUNTRY_CODE = "ISO 3166-1 alpha-2 code. XA to XZ are invented sample countries."
PAGE = "Path of its page on this site."
PERMANENT_PAGE = "Path of its page on this site. It does not change."
