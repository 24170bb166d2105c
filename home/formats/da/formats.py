"""A time of the day follows "kl."."""

DATETIME_FORMAT = r"j. F Y \k\l. H:i"
