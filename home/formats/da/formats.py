"""A time of the day stands after "kl."."""

DATETIME_FORMAT = r"j. F Y \k\l. H:i"
