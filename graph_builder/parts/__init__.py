"""A library too large for one FactBook: each file is a part, checked with what it must know of the others."""
