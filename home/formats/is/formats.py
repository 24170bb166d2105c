"""What Django's Icelandic formats lack: moments."""

DATETIME_FORMAT = r"j. F Y \k\l. H:i"
SHORT_DATETIME_FORMAT = "j.n.Y H:i"
