"""The day of a month is in the genitive: 18 октября."""

MONTH_DAY_FORMAT = "j E"
