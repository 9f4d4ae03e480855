"""The candidate counts stage: how many pairs or persons stand where."""
