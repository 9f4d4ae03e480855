"""Candidates and members of parliaments who are named alone, without a post and without a mate."""
