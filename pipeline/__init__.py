"""Typed tables of facts from Indonesian news."""
