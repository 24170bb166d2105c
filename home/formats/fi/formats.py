"""A day of a month is said in the partitive: 18. lokakuuta."""

MONTH_DAY_FORMAT = "j. E"
