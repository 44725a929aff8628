"""Statements out of what the model found: nesting, mode and calibrated confidence."""

import math
from collections.abc import Sequence
from typing import Protocol

from according.extract.quotation import mode_of
from according.ledger import ActorType, Attribution, Kind, Spans, Stance, inside, length


class FoundStatement(Protocol):
    """What a reader of text must tell of a statement; spans in code points. (The model's, or any other reader's.)"""

    @property
    def source(self) -> Spans: ...  # noqa: D102
    @property
    def cue(self) -> Spans: ...  # noqa: D102
    @property
    def content(self) -> Spans: ...  # noqa: D102
    @property
    def kind(self) -> Kind: ...  # noqa: D102
    @property
    def stance(self) -> Stance: ...  # noqa: D102
    @property
    def speaker_type(self) -> ActorType: ...  # noqa: D102
    @property
    def features(self) -> tuple[float, ...]: ...  # noqa: D102


def attributions(
    found: Sequence[FoundStatement], text: str, weights: Sequence[float], least: float
) -> list[Attribution]:
    """``found`` as attributions, in the order given; those with a confidence under ``least`` are left out.

    ``weights`` are those of :func:`confidence`. Spans that are not words of ``text`` raise ValueError.
    """
    for f in found:
        for begin, end in (*f.source, *f.cue, *f.content):
            if not 0 <= begin < end <= len(text) or text[begin].isspace() or text[end - 1].isspace():
                raise ValueError(f"span [{begin}, {end}) is not words of a text of {len(text)} code points")
    sure = [(f, c) for f in found if (c := confidence(f.features, weights)) >= least]
    return [
        Attribution(
            f.source, f.cue, f.content, f.speaker_type, f.kind, mode_of(f.content, text), f.stance, outer, c
        )
        for (f, c), outer in zip(sure, _nesting([f for f, _ in sure]), strict=True)
    ]  # fmt: skip


def confidence(features: Sequence[float], weights: Sequence[float]) -> float:
    """The probability that a statement is right: a logistic regression on ``features``, fitted on dev (Platt 1999)."""
    x = sum(w * v for w, v in zip(weights, features, strict=True))
    return round(1 / (1 + math.exp(-max(min(x, 30.0), -30.0))), 2)


def _nesting(found: Sequence[FoundStatement]) -> list[int | None]:
    """For each statement the one with the least content among those in whose content its cue lies.

    An outer content must be longer than the inner one, which rules out circles. Candidates are found by a sweep over
    the text, so that the cost stays linear for reports of any length.
    """
    by_begin = sorted((f.cue[0][0], i) for i, f in enumerate(found) if f.cue)
    openings = sorted((piece[0], piece[1], i) for i, f in enumerate(found) for piece in f.content)
    sizes = [length(f.content) for f in found]
    outer: list[int | None] = [None] * len(found)
    active: list[tuple[int, int, int]] = []
    k = 0
    for begin, i in by_begin:
        while k < len(openings) and openings[k][0] <= begin:
            active.append(openings[k])
            k += 1
        active = [a for a in active if a[1] > begin]
        holders = {
            j for _, _, j in active if j != i and sizes[j] > sizes[i] and inside(found[i].cue[0], found[j].content)
        }
        outer[i] = min(holders, key=lambda j: (sizes[j], j), default=None)
    return outer
