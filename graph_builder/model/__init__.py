"""STAGE 2: trees -> frozen, typed, cross-checked values.  No graph here."""
