"""Statements out of what the model found: nesting, mode and calibrated confidence."""

import math
from collections.abc import Sequence

from according.extract.quotation import mode_of
from according.ledger import Attribution, Found, Span, Spans, inside, length, packed


def attributions(
    found: Sequence[Found], text: str, weights: Sequence[float], least: float, least_nested: float | None = None
) -> Sequence[Attribution]:
    """``found`` as attributions, in the order given; those with a confidence under ``least`` are left out.

    ``least_nested`` is the same for those whose cue is likelier to lie in another statement than not (None: no other).
    ``weights`` are those of :func:`confidence`. Spans that are not words of ``text`` raise ValueError.
    """
    inner = least if least_nested is None else least_nested
    kept: dict[int, float] = {}
    cues: list[Spans] = []
    contents: list[Spans] = []
    for k, f in enumerate(found):
        for begin, end in (*f.source, *f.cue, *f.content):
            if not 0 <= begin < end <= len(text) or text[begin].isspace() or text[end - 1].isspace():
                raise ValueError(f"span [{begin}, {end}) is not words of a text of {len(text)} code points")
        sure = confidence(f.features, weights)
        if sure >= (inner if f.nested > 0.5 else least):
            kept[k] = sure
            cues.append(f.cue)
            contents.append(f.content)
    contents = without_shared_pieces(cues, contents)
    chosen = (f for k, f in enumerate(found) if k in kept)
    return packed(
        Attribution(f.source, f.cue, content, f.speaker_type, f.kind, mode_of(content, text), f.stance, outer, c)
        for f, c, content, outer in zip(chosen, kept.values(), contents, nesting(cues, contents), strict=True)
    )


def confidence(features: Sequence[float], weights: Sequence[float]) -> float:
    """The probability that a statement is right: a logistic regression on ``features``, fitted on dev (Platt 1999)."""
    x = sum(w * v for w, v in zip(weights, features, strict=True))
    return round(1 / (1 + math.exp(-max(min(x, 30.0), -30.0))), 2)


def without_shared_pieces(cues: Sequence[Spans], contents: Sequence[Spans]) -> list[Spans]:
    """``contents`` without the pieces that belong to another statement.

    Where two quotations follow one another, a piece of the second is easily taken for a continuation of the first. A
    piece that two statements claim goes to the one whose cue is nearer; the other keeps it only if it has no other
    piece. Pieces that hold the cue of the other are not shared but nested.
    """
    kept = [list(content) for content in contents]
    pieces = sorted((piece, i) for i, content in enumerate(contents) for piece in content)
    anchors = [(cue or content or ((0, 0),))[0] for cue, content in zip(cues, contents, strict=True)]
    for k, (one, i) in enumerate(pieces):
        for m in range(k + 1, len(pieces)):
            other, j = pieces[m]
            if other[0] >= one[1]:
                break
            if i == j or 2 * (min(one[1], other[1]) - other[0]) < max(one[1] - one[0], other[1] - other[0]):
                continue
            if inside(anchors[i], (other,)) or inside(anchors[j], (one,)):
                continue
            (piece, loser) = (other, j) if _gap(anchors[i], one) <= _gap(anchors[j], other) else (one, i)
            if len(kept[loser]) > 1 and piece in kept[loser]:
                kept[loser].remove(piece)
    return [tuple(content) for content in kept]


def _gap(cue: Span, piece: Span) -> int:
    return max(piece[0] - cue[1], cue[0] - piece[1], 0)


def nesting(cues: Sequence[Spans], contents: Sequence[Spans]) -> list[int | None]:
    """For each statement the one with the least content among those in whose content its cue lies.

    An outer content must be longer than the inner one, which rules out circles. Candidates are found by a sweep over
    the text, so that the cost stays linear for reports of any length.
    """
    by_begin = sorted((cue[0][0], i) for i, cue in enumerate(cues) if cue)
    openings = sorted((begin, end, i) for i, content in enumerate(contents) for begin, end in content)
    sizes = [length(content) for content in contents]
    outer: list[int | None] = [None] * len(cues)
    active: list[tuple[int, int, int]] = []
    k = 0
    for begin, i in by_begin:
        while k < len(openings) and openings[k][0] <= begin:
            active.append(openings[k])
            k += 1
        active = [a for a in active if a[1] > begin]
        holders = {j for _, _, j in active if j != i and sizes[j] > sizes[i] and inside(cues[i][0], contents[j])}
        outer[i] = min(holders, key=lambda j: (sizes[j], j), default=None)
    return outer
