"""The dates stage: words of time to days."""
