"""Django's Romanian months have capitals."""

DATE_FORMAT = "d.m.Y"
