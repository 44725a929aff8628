"""Decoding: from scores to spans of words. Pure numpy."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]


SURE = 0.97
"""A word that is no cue with at least this probability is not looked at again."""


def cue_spans(probabilities: Floats, begin_bonus: float, inside_bonus: float) -> list[tuple[int, int, float, float]]:
    """Cues in the tag probabilities [w, 5] of a window: (begin, end, probability, share that is nested).

    The best path over no cue, begin and inside, where inside follows only begin or inside. The bonuses (log odds) make
    it find more cues than it is sure of: which of them to keep is decided later, by the confidence of the whole statement.
    """
    scores = np.log(
        np.stack(
            [probabilities[:, 0], probabilities[:, 1] + probabilities[:, 3], probabilities[:, 2] + probabilities[:, 4]],
            1,
        )
        + 1e-9
    ) + np.array([0.0, begin_bonus, inside_bonus])
    out = []
    for first, last in _islands(probabilities[:, 0] < SURE):
        for begin, end in _best_spans(scores[first:last].tolist()):
            at = first + begin
            probability = float(probabilities[at, 1] + probabilities[at, 3])
            out.append((at, first + end, probability, float(probabilities[at, 3]) / max(probability, 1e-9)))
    return out


def _islands(marked: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([False], marked, [False])).astype(np.int8)))
    return [(int(b), int(e)) for b, e in edges.reshape(-1, 2)]


def _best_spans(scores: list[list[float]]) -> list[tuple[int, int]]:
    """The spans on the best path over rows of (none, begin, inside) scores."""
    none, begin, inside = scores[0][0], scores[0][1], -1e9
    steps: list[tuple[int, int]] = []  # the best tag before (none or begin), and before inside
    for row in scores[1:]:
        free = max((none, 0), (begin, 1), (inside, 2))
        held = max((begin, 1), (inside, 2))
        steps.append((free[1], held[1]))
        none, begin, inside = free[0] + row[0], free[0] + row[1], held[0] + row[2]
    tag = max((none, 0), (begin, 1), (inside, 2))[1]
    tags = [tag]
    for free_tag, held_tag in reversed(steps):
        tag = held_tag if tag == 2 else free_tag
        tags.append(tag)
    tags.reverse()
    out: list[tuple[int, int]] = []
    for i, tag in enumerate(tags):
        if tag == 1:
            out.append((i, i + 1))
        elif tag == 2:
            out[-1] = (out[-1][0], i + 1)
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
