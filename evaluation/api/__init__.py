"""The evaluation's part of the read API: criteria, what is published, treaties."""
