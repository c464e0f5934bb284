"""STAGE 3: FactBook -> graphs.  No HTML here."""
