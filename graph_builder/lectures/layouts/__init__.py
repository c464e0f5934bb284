"""Layouts that teach, one module each: a Stage and an area -> a Picture."""
