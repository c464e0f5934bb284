"""STAGE 1: text on disk -> trees that know their file, line and column.  No meaning here."""
