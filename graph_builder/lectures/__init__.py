"""Lectures: one YAML file of scenes -> a deck, embeds, figures, a handout, slides and a time line."""
