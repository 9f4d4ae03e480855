"""The percentages stage: which are stated, what they measure, whose and where."""
