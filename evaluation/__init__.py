"""Evaluation of parliaments: criteria, assessments, results; and reports about them."""

SUITE = ("evaluation", "evaluation.reports")
"""The apps, each after those that it needs; a site lists both in INSTALLED_APPS."""
