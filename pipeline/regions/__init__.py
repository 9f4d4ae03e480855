"""The regions stage: names of places to Kemendagri codes."""
