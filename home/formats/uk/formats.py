"""A day has no leading zero: 3 листопада 2026 р."""

DATE_FORMAT = r"j E Y р."
