"""A text for translators and back again: XLIFF 1.2 and 2.x, which the tools of translators read and write."""
