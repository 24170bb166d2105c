"""A day of a month is said in the genitive: 18 октября."""

MONTH_DAY_FORMAT = "j E"
