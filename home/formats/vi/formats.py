"""A date inside a sentence does not begin with a capital: 3 tháng 11, 2026."""

DATE_FORMAT = r"j \t\h\á\n\g n, Y"
