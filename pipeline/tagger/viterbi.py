"""The best tag sequences of a batch of sentences under a linear-chain CRF."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def decode(
    scores: NDArray[np.float32], transitions: NDArray[np.float32], lengths: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Tag ids of the highest-scoring paths.

    Args:
        scores: score of each tag at each token, shape (tokens, sentences, tags); what stands past a
            sentence's length is not read.
        transitions: score of tag ``j`` after tag ``i`` at ``[i, j]``, shape (tags, tags).
        lengths: tokens of each sentence, at least 1, shape (sentences,).

    Returns:
        Shape (tokens, sentences); the content past a sentence's length is undefined. Ties go to the lower
        tag id, as in Stanza.
    """
    steps, sentences, tags = scores.shape
    back = np.zeros((steps, sentences, tags), dtype=np.int64)
    best = np.empty_like(scores)
    best[0] = scores[0]
    for step in range(1, steps):
        reached = best[step - 1][:, :, None] + transitions
        back[step] = reached.argmax(axis=1)
        best[step] = scores[step] + reached.max(axis=1)

    every = np.arange(sentences)
    paths = np.zeros((steps, sentences), dtype=np.int64)
    last = best[lengths - 1, every].argmax(axis=1)
    current = last
    for step in range(steps - 1, -1, -1):
        current = np.where(step == lengths - 1, last, current)
        paths[step] = current
        current = back[step, every, current]
    return paths
