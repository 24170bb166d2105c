"""What Django's Estonian formats lack: moments, and a month with its year."""

DATETIME_FORMAT = "j. F Y, G:i"
YEAR_MONTH_FORMAT = "F Y"
SHORT_DATETIME_FORMAT = "d.m.Y G:i"
