"""Decoding: from scores to spans of words. Pure numpy."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]


def cue_spans(probabilities: Floats, threshold: float) -> list[tuple[int, int, float, float]]:
    """Cues in the tag probabilities [w, 5] of a window: (begin, end, probability, share that is nested).

    A cue begins where "begin" reaches ``threshold`` and goes on while "inside" is likelier than anything else.
    """
    begin = probabilities[:, 1] + probabilities[:, 3]
    inside = probabilities[:, 2] + probabilities[:, 4]
    outside = probabilities[:, 0]
    out, n = [], len(probabilities)
    for i in np.flatnonzero((begin >= threshold) & (begin >= inside)):
        end = int(i) + 1
        while end < n and inside[end] > max(outside[end], begin[end]):
            end += 1
        out.append((int(i), end, float(begin[i]), float(probabilities[i, 3] / begin[i])))
    return out


def best_paths(logits: Floats, lengths: Ints, transitions: Floats, start: Floats) -> tuple[Ints, Floats]:
    """The best tag sequences [n, w] of a linear chain, and the log probability [n] of each (Viterbi and forward).

    ``logits`` [n, w, k], of which row ``i`` counts up to ``lengths[i]``; ``transitions`` [from, to]; ``start`` [k].
    """
    n, w, k = logits.shape
    tags = np.zeros((n, w), dtype=np.int64)
    if not n or not w:
        return tags, np.zeros(n, dtype=np.float32)
    back = np.zeros((w, n, k), dtype=np.int64)
    best = start + logits[:, 0]
    total = best.copy()
    for i in range(1, w):
        live = (i < lengths)[:, None]
        through = best[:, :, None] + transitions
        back[i] = np.where(live, through.argmax(1), np.arange(k))
        best = np.where(live, through.max(1) + logits[:, i], best)
        sums = total[:, :, None] + transitions
        top = sums.max(1)
        total = np.where(live, top + np.log(np.exp(sums - top[:, None]).sum(1)) + logits[:, i], total)
    last = best.argmax(1)
    rows = np.arange(n)
    score = best[rows, last]
    top = total.max(1)
    log_probability = score - (top + np.log(np.exp(total - top[:, None]).sum(1)))
    for i in range(w - 1, -1, -1):
        tags[:, i] = last
        last = back[i][rows, last] if i else last
    return tags, log_probability.astype(np.float32)


def runs(tags: Ints, first: int, rest: int) -> list[tuple[int, int]]:
    """The half-open runs in one row of ``tags`` that begin with ``first`` and go on with ``rest``."""
    out: list[tuple[int, int]] = []
    for i in np.flatnonzero((tags == first) | (tags == rest)):
        if tags[i] == rest and out and out[-1][1] == i:
            out[-1] = (out[-1][0], int(i) + 1)
        else:
            out.append((int(i), int(i) + 1))
    return out
