"""The day of a month is in the partitive: 18. lokakuuta."""

MONTH_DAY_FORMAT = "j. E"
