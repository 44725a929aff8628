"""Decoding: from scores to spans of words. Pure numpy."""

import math
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from according.model.labels import COLUMNS, WIDEST

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


TRIGGER_LEAST, ATTACK_LEAST = 0.2, 0.15
"""Triggers, and fillers of attack roles, less likely than this are not looked at."""


def mention_spans(
    scores: Floats, widths: Floats, columns: Sequence[str], sentences: Ints, own: tuple[int, int], least: float = 0.0,
    apart: bool = False,
) -> list[tuple[int, int, float]]:  # fmt: skip
    """Mentions (begin, end, probability) of a window that begin in ``own``: none crosses another, nor lies in one if ``apart``.

    ``scores`` [all columns, w, w] are log odds of the spans from first to last word, to which ``widths`` [all columns,
    width] is added; a span counts by its best score in ``columns``. ``sentences`` [w] numbers the words' sentences: no
    mention goes beyond one. Those over ``least`` are taken, best first; if ``apart``, those whose
    log odds over ``least`` sum up to most.
    """
    best: dict[tuple[int, int], float] = {}
    for name in columns:
        column = COLUMNS.index(name)
        own_scores = scores[column, own[0] : own[1]]
        # The most that a width can add rules out nearly all spans before any is looked at.
        for at in np.flatnonzero(own_scores > least - float(widths[column].max())).tolist():
            i, last = divmod(at, len(sentences))
            begin, width = i + own[0], last - (i + own[0])
            if 0 <= width < WIDEST and sentences[begin] == sentences[last]:
                score = float(own_scores[i, last] + widths[column, width])
                if score > least:
                    best[begin, last + 1] = max(score, best.get((begin, last + 1), -99.0))
    if apart:
        kept = _likeliest_apart({span: score - least for span, score in best.items()})
    else:
        kept = []
        for begin, end in sorted(best, key=lambda span: (-best[span], span)):
            if not any(b < begin < e < end or begin < b < end < e for b, e in kept):
                kept.append((begin, end))
    return sorted((b, e, 1 / (1 + math.exp(-min(best[b, e], 30.0)))) for b, e in kept)


def _likeliest_apart(gains: dict[tuple[int, int], float]) -> list[tuple[int, int]]:
    """The spans, none over another, whose positive ``gains`` sum up to most (weighted interval scheduling)."""
    ending: dict[int, list[int]] = {}
    for begin, end in sorted(gains):
        ending.setdefault(end, []).append(begin)
    bounds = sorted({0, *(at for span in gains for at in span)})
    best: dict[int, tuple[float, tuple[int, int] | None, int]] = {0: (0.0, None, 0)}
    for before, at in pairwise(bounds):
        most: tuple[float, tuple[int, int] | None, int] = (best[before][0], None, before)
        for begin in ending.get(at, ()):
            if (total := best[begin][0] + gains[begin, at]) > most[0]:
                most = (total, (begin, at), begin)
        best[at] = most
    out: list[tuple[int, int]] = []
    at = bounds[-1]
    while at:
        _, span, at = best[at]
        out += [span] if span else []
    return out


def trigger_spans(probabilities: Floats, own: tuple[int, int]) -> list[tuple[int, int, float]]:
    """Triggers (begin, end, probability) in the tag probabilities [w, 3] of a window that begin in ``own``."""
    begins, inside = probabilities[:, 1], probabilities[:, 2]
    out = []
    for at in np.flatnonzero(begins[own[0] : own[1]] >= TRIGGER_LEAST) + own[0]:
        end = int(at) + 1
        while end < len(begins) and inside[end] > max(0.4, begins[end]):
            end += 1
        out.append((int(at), end, float(begins[at])))
    return out


def attack_spans(probabilities: Floats) -> list[tuple[int, int, int, float]]:
    """Fillers of attack roles (begin, end, role, probability) in the tag probabilities [w, 11] of a window."""
    tags = probabilities[:, 1:].argmax(1) + 1
    out: list[tuple[int, int, int, float]] = []
    for at in np.flatnonzero(1 - probabilities[:, 0] >= ATTACK_LEAST):
        tag, role = int(tags[at]), (int(tags[at]) - 1) // 2
        chance = float(probabilities[at, 2 * role + 1 : 2 * role + 3].sum())
        if tag % 2 == 0 and out and out[-1][1] == at and out[-1][2] == role:
            out[-1] = (out[-1][0], int(at) + 1, role, out[-1][3])
        else:
            out.append((int(at), int(at) + 1, role, chance))
    return out


_RESCALED = 4
"""Words after which the shares of paths are scaled anew: few enough for none to vanish."""


def best_paths(logits: Floats, lengths: Ints, transitions: Floats, start: Floats) -> tuple[Ints, Floats]:
    """The best tag sequences [n, w] of a linear chain, and the log probability [n] of each (Viterbi and forward).

    ``logits`` [n, w, k], of which row ``i`` counts up to ``lengths[i]``; ``transitions`` [from, to]; ``start`` [k].
    """
    n, w, _ = logits.shape
    tags = np.zeros((n, w), dtype=np.int64)
    if not n or not w:
        return tags, np.zeros(n, dtype=np.float32)
    order = np.argsort(-lengths, kind="stable")  # longest first: at word i the first live[i] rows go on
    live = (lengths[:, None] > np.arange(w)).sum(0).tolist()
    best = np.ascontiguousarray(logits[order].transpose(1, 0, 2), dtype=np.float64)
    best -= best.max(2, keepdims=True)  # which adds the same to every path
    scores, moves, odds = np.exp(best), transitions[:, None, :], np.exp(transitions.astype(np.float64))
    best[0] += start
    share = np.exp(start.astype(np.float64)) * scores[0]  # of all paths by their last tag, scaled now and then
    scale = np.zeros(n)
    for i in range(1, w):
        m = live[i]
        best[i, :m] += (best[i - 1, :m].T[:, :, None] + moves).max(0)
        share[:m] = (share[:m] @ odds) * scores[i, :m]
        if i % _RESCALED == 0:
            total = share[:m].sum(1)
            scale[:m] += np.log(total)
            share[:m] /= total[:, None]
    rows = np.arange(n)
    ends = best[lengths[order] - 1, rows]
    last = ends.argmax(1)
    log_probability = np.empty(n, dtype=np.float32)
    log_probability[order] = ends[rows, last] - scale - np.log(share.sum(1))
    into = np.ascontiguousarray(transitions.T)
    for i in range(w - 1, -1, -1):
        tags[order, i] = last
        m = live[i]
        if i:
            last[:m] = (best[i - 1, :m] + into[last[:m]]).argmax(1)
    return tags, log_probability


def runs(tags: Ints, first: int, rest: int) -> list[tuple[int, int]]:
    """The half-open runs in one row of ``tags`` that begin with ``first`` and go on with ``rest``."""
    out: list[tuple[int, int]] = []
    for i in np.flatnonzero((tags == first) | (tags == rest)):
        if tags[i] == rest and out and out[-1][1] == i:
            out[-1] = (out[-1][0], int(i) + 1)
        else:
            out.append((int(i), int(i) + 1))
    return out
