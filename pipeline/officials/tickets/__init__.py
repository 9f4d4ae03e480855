"""Pairs of candidates: where they are named, which contest they stand in, and what became of them."""
