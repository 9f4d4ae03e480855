"""Names of persons: the words they are made of, how far they run, and which stand beside a post or in a list."""
