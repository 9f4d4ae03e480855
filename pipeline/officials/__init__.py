"""The officials stage: persons, the posts they have or seek, and where."""
