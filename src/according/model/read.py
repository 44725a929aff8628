"""Reading a text with the model: every cue found, with its source, its content and how they are judged."""

import math
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from according.ledger import ACTOR_TYPES, KINDS, STANCES, ActorType, Kind, Spans, Stance
from according.model.decode import best_paths, cue_spans, runs
from according.model.lexicon import leaning
from according.model.session import Model
from according.model.windows import Window, cut_windows
from according.model.words import Words, cut, without_asides

Floats = npt.NDArray[np.float32]

SCHEMES = {"polnear": 0, "ledger": 1}
"""Annotation schemes the model knows: PolNeAR's (outermost statements) and the ledger's own."""

_START, _END = 101, 102
_NEAR, _STEP, _FAR = 24, 8, 40
_TOGETHER = 32
"""Windows decoded together: enough to spread the cost of a numpy call, few enough to keep memory flat."""


@dataclass(frozen=True, slots=True)
class Found:
    """One statement as the model sees it; spans in code points.

    ``features``, from which the confidence is computed: log odds of the cue, log probability of the best path of roles,
    pieces of content beyond the first (at most 3), 1 where no source was found, probability that the cue is nested,
    log of the words of content, 1.
    """

    source: Spans
    cue: Spans
    content: Spans
    nested: float
    kind: Kind
    stance: Stance
    speaker_type: ActorType
    features: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _Window:
    window: Window
    states: Floats
    cues: list[tuple[int, int, float, float]]
    roles: Floats


def find(
    text: str,
    model: Model,
    scheme: str = "ledger",
    progress: Callable[[int], None] | None = None,
) -> list[Found]:
    """Every statement in ``text``, in the order of their cues. Time and memory are linear in the text's length.

    More is found than is likely right: each carries the features from which its confidence is computed. ``progress``
    is told how many code points are done.
    """
    words, breaks = without_asides(cut(text, model.tokenizer), text)
    if scheme == "polnear":  # which keeps such insertions in its spans
        breaks = frozenset()
    found: list[Found] = []
    waiting: list[_Window] = []
    for read in _read_windows(words, model, SCHEMES[scheme]):
        waiting.append(read)
        if len(waiting) == _TOGETHER:
            found += _decode(waiting, text, words, breaks, model)
            waiting.clear()
            if progress:
                progress(int(words.ends[read.window.end - 1]))
    found += _decode(waiting, text, words, breaks, model)
    return found


def _read_windows(words: Words, model: Model, scheme: int) -> Iterator[_Window]:
    scheme_input = np.array([[scheme]], dtype=np.int64)
    for window in cut_windows(words):
        b, e = window.begin, window.end
        p0, p1 = words.first[b], words.first[e]
        pieces = np.empty((1, p1 - p0 + 2), dtype=np.int64)
        pieces[0, 0], pieces[0, 1:-1], pieces[0, -1] = _START, words.pieces[p0:p1], _END
        forms = np.zeros((1, p1 - p0 + 2, 3), dtype=np.int64)
        forms[0, 1:-1] = np.repeat(words.forms[b:e], np.diff(words.first[b : e + 1]), axis=0)
        first = (words.first[b:e] - p0 + 1).astype(np.int64)[None]
        states, tags = model.encode.run(
            None, {"pieces": pieces, "forms": forms, "scheme": scheme_input, "first": first}
        )
        cues = [c for c in cue_spans(tags, *model.table["cue_bonus"]) if window.own_begin <= b + c[0] < window.own_end]
        roles = _link(states, cues, model) if cues else np.zeros((0, e - b, 5), dtype=np.float32)
        yield _Window(window, states, cues, roles)


def _link(states: Floats, cues: list[tuple[int, int, float, float]], model: Model) -> Floats:
    vectors = np.stack([states[b:e].mean(0) for b, e, _, _ in cues])
    at = np.arange(len(states))
    distance = np.stack([np.where(at < b, at - b, np.where(at >= e, at - e + 1, 0)) for b, e, _, _ in cues])
    far = np.sign(distance) * (_NEAR + (np.abs(distance) - _NEAR) // _STEP)
    distance = np.clip(np.where(np.abs(distance) <= _NEAR, distance, far), -_FAR, _FAR) + _FAR
    roles: Floats = model.link.run(None, {"states": states, "cue": vectors, "distance": distance})[0]
    return roles


def _decode(read: list[_Window], text: str, words: Words, breaks: frozenset[int], model: Model) -> list[Found]:
    rows = [(r, i) for r in read for i in range(len(r.cues))]
    if not rows:
        return []
    lengths = np.array([len(r.states) for r, _ in rows])
    logits = np.zeros((len(rows), int(lengths.max()), 5), dtype=np.float32)
    for row, (r, i) in enumerate(rows):
        logits[row, : lengths[row]] = r.roles[i]
    tags, likelihood = best_paths(logits, lengths, model.transitions, model.start)
    kept, pooled = [], []
    for row, (r, i) in enumerate(rows):
        own = tags[row, : lengths[row]]
        source, content = runs(own, 1, 2), runs(own, 3, 4)
        if content:
            begin, end, _, _ = r.cues[i]
            kept.append((row, r, i, source, content))
            pooled.append(
                np.concatenate([r.states[begin:end].mean(0), _mean(r.states, source), _mean(r.states, content)])
            )
    if not kept:
        return []
    judged = model.judge.run(None, {"pooled": np.stack(pooled).astype(np.float32)})[0]
    kinds, stances, types = np.split(judged, [len(KINDS), len(KINDS) + len(STANCES)], axis=1)
    out = []
    for k, (row, r, i, source, content) in enumerate(kept):
        begin, end, probability, nested = r.cues[i]
        base = r.window.begin
        cue = _spans([(begin, end)], base, text, words)
        leans = leaning(text[cue[0][0] : cue[0][1]], model.table["cue_stances"], len(STANCES))
        out.append(
            Found(
                source=_spans(source[:1] if len(source) > 1 else source, base, text, words),
                cue=cue,
                content=_spans(_broken(content, base, breaks), base, text, words),
                nested=nested,
                kind=KINDS[int(kinds[k].argmax())],
                stance=STANCES[int((stances[k] + leans).argmax())],
                speaker_type=ACTOR_TYPES[int(types[k].argmax())],
                features=(
                    _logit(probability), float(likelihood[row]), min(len(content), 4) - 1.0, float(not source), nested,
                    math.log(sum(e - b for b, e in content)), 1.0,
                ),
            )
        )  # fmt: skip
    return out


def _logit(probability: float) -> float:
    clear = min(max(probability, 1e-4), 1 - 1e-4)
    return math.log(clear / (1 - clear))


def _mean(states: Floats, spans: list[tuple[int, int]]) -> Floats:
    if not spans:
        return np.zeros(states.shape[1], dtype=np.float32)
    mean: Floats = np.concatenate([states[b:e] for b, e in spans]).mean(0)
    return mean


def _broken(spans: list[tuple[int, int]], base: int, breaks: frozenset[int]) -> list[tuple[int, int]]:
    """Spans of words cut in two where words of the text were left out."""
    if not breaks:
        return spans
    out = []
    for begin, end in spans:
        for at in range(begin, end - 1):
            if base + at in breaks:
                out.append((begin, at + 1))
                begin = at + 1
        out.append((begin, end))
    return out


def _spans(spans: list[tuple[int, int]], base: int, text: str, words: Words) -> Spans:
    return tuple((int(words.begins[base + b]), _end(base + e - 1, text, words)) for b, e in spans)


def _end(word: int, text: str, words: Words) -> int:
    """Where a word ends, with the combining marks that follow: the tokenizer leaves them out."""
    end = int(words.ends[word])
    limit = int(words.begins[word + 1]) if word + 1 < len(words) else len(text)
    while end < limit and unicodedata.category(text[end])[0] == "M":
        end += 1
    return end
