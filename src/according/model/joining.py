"""Mentions and triggers joined into arguments, relations and links, while a text is read window by window.

Only what is near is joined: an argument at most 60 words from its trigger, the two ends of a relation at most 25 words apart,
a mention with the 40 before it. What lies further back is forgotten, so time and memory are linear in the text's length.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from according.ledger import ACTOR_TYPES, EVENT_TYPES, FACTUALITIES, MENTION_TYPES, RELATION_TYPES
from according.ledger.findings import FoundEvent, FoundLink, FoundMention, FoundRelation
from according.model.heads import Heads, sigmoid, softmax
from according.model.labels import ARGUMENTS, MENTION_LABELS, MODES
from according.model.pairs import (
    COREFERENCE_FEATURES,
    LIKENESS,
    NEAR_FEATURES,
    Form,
    bucket,
    codes_of,
    form_of,
    gaps,
    likeness,
    near_features,
)

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

ARGUMENT_REACH, RELATION_REACH, ANTECEDENTS = 60, 25, 40
LEAST_ARGUMENT, LEAST_RELATION, LEAST_LINK = 0.15, 0.1, 0.2
"""Probabilities under which nothing is reported; what is kept in the ledger is decided later, and higher."""
LEAST_MODE = 0.9
_TYPES, _FACTS = len(EVENT_TYPES), len(FACTUALITIES)
_ACTOR_COLUMNS = [MENTION_LABELS.index(t) for t in ACTOR_TYPES]
_LEAST_ACTOR = 0.2


def _mode(logits: Floats) -> str | None:
    """The mode, where it is clear: it was learned from weak labels."""
    chances = softmax(logits)
    best = int(chances.argmax())
    return MODES[best] if chances[best] >= LEAST_MODE else None


@dataclass(slots=True)
class _Row:
    begin: int
    end: int
    sentence: int
    vector: Floats
    number: int
    form: Form | None = None
    linked: bool = True
    """Whether it is asked whom a mention means: of the ledger's, only of actors."""


@dataclass(slots=True)
class Joiner:
    """Takes mentions and triggers in the order of the text, and joins them."""

    heads: Heads
    mentions: list[FoundMention] = field(default_factory=list)
    events: list[FoundEvent] = field(default_factory=list)
    relations: list[FoundRelation] = field(default_factory=list)
    links: list[FoundLink] = field(default_factory=list)
    _rows: list[_Row] = field(default_factory=list)
    _kinds: list[Floats] = field(default_factory=list)
    _fresh: int = 0
    _triggers: list[_Row] = field(default_factory=list)

    def add_mentions(
        self, spans: Sequence[tuple[int, int]], words: Sequence[tuple[int, int, int]], vectors: Floats, texts: Sequence[str],
        given: Sequence[str | None], probabilities: Sequence[float], entities: bool = False,
    ) -> None:  # fmt: skip
        """Mentions of one window: code points, (begin, end, sentence) in words, states [m, 2 h], and their words.

        ``given`` tells the type where the caller knows it, else None. ``entities`` says that all are of the ledger's types.
        """
        if not len(spans):
            return
        kinds = softmax(self.heads.mention(vectors))
        for k, (span, (begin, end, sentence), words_, type_) in enumerate(zip(spans, words, texts, given, strict=True)):
            likely = kinds[k, : len(MENTION_TYPES)] if entities else kinds[k]
            label = MENTION_LABELS[int(likely.argmax())] if type_ is None else type_
            found = FoundMention(span, label if label in MENTION_TYPES else None, probabilities[k], type_ is not None)
            linked = not entities or label in ACTOR_TYPES
            self._rows.append(_Row(begin, end, sentence, vectors[k], len(self.mentions), form_of(words_), linked))
            self._kinds.append(kinds[k])
            self.mentions.append(found)

    def add_triggers(
        self, spans: Sequence[tuple[int, int]], words: Sequence[tuple[int, int, int]], vectors: Floats, probabilities: Sequence[float]
    ) -> None:  # fmt: skip
        """Triggers of one window: code points, words, mean states [t, h]."""
        if not len(spans):
            return
        told = self.heads.event(vectors)
        for k, (span, (begin, end, sentence)) in enumerate(zip(spans, words, strict=True)):
            self._triggers.append(_Row(begin, end, sentence, vectors[k], len(self.events)))
            self.events.append(
                FoundEvent(
                    span, EVENT_TYPES[int(told[k, :_TYPES].argmax())],
                    _mode(told[k, _TYPES + _FACTS :]),
                    FACTUALITIES[int(told[k, _TYPES : _TYPES + _FACTS].argmax())], probabilities[k],
                )
            )  # fmt: skip

    def join(self, read_to: int | None = None) -> None:
        """Join what was added, up to the word ``read_to`` (None: the text is over); the rest waits for its neighbours."""
        if self._rows:
            order = sorted(range(len(self._rows)), key=lambda k: (self._rows[k].begin, self._rows[k].end))
            self._rows, self._kinds = [self._rows[k] for k in order], [self._kinds[k] for k in order]
            table = _Table(self._rows, self._kinds)
            fresh = [k for k, row in enumerate(self._rows) if row.number >= self._fresh]
            self._link(table, fresh)
            self._relate(table, fresh)
            self._argue(table, read_to)
            self._fresh = len(self.mentions)
        first = self._triggers[0].begin if self._triggers else read_to or 0
        keep = [
            k for k, row in enumerate(self._rows)
            if row.begin >= first - ARGUMENT_REACH or k >= len(self._rows) - ANTECEDENTS
        ]  # fmt: skip
        self._rows, self._kinds = [self._rows[k] for k in keep], [self._kinds[k] for k in keep]

    def _link(self, table: "_Table", fresh: list[int]) -> None:
        """Each new mention with the likeliest one before it (Lee et al. 2017), where that is likelier than none."""
        later = np.array([k for k in fresh if self._rows[k].linked], dtype=np.int64)
        counts = np.minimum(later, ANTECEDENTS)
        i = np.repeat(later, counts)
        if not len(i):
            return
        rank = np.arange(len(i)) - np.repeat(np.cumsum(counts) - counts, counts)
        j = i - np.repeat(counts, counts) + rank
        head, codes, kinds = self.heads.coreference, codes_of(table.forms), table.kinds
        at = (LIKENESS, LIKENESS + codes.shape[1], COREFERENCE_FEATURES, COREFERENCE_FEATURES + kinds.shape[1])
        left = head.left(table.vectors, {at[0]: codes, at[2]: kinds})
        right = head.right(table.vectors, {at[1]: codes, at[3]: kinds})
        features = likeness(table.forms, i, j, table.sentences, np.arange(len(table.begins)))
        logits = np.full((len(later), 1 + ANTECEDENTS), -np.inf, dtype=np.float32)
        logits[:, 0] = 0.0
        logits[np.repeat(np.arange(len(later)), counts), 1 + rank] = head(
            left, right, i, j, table.distance(i, j), features
        )[:, 0]
        joined = 1 - softmax(logits)[:, 0]  # all mentions of whom it means share what is likely
        nearest = later - counts + logits[:, 1:].argmax(1)
        for k in np.flatnonzero(joined >= LEAST_LINK).tolist():
            one, other = self._rows[later[k]].number, self._rows[nearest[k]].number
            self.links.append(FoundLink(one, other, float(joined[k])))

    def _relate(self, table: "_Table", fresh: list[int]) -> None:
        actors = np.flatnonzero(table.kinds[:, _ACTOR_COLUMNS].sum(1) >= _LEAST_ACTOR)
        new = np.zeros(len(table.begins), dtype=np.bool_)
        new[fresh] = True
        begins = table.begins[actors]
        near = np.abs(begins[:, None] - begins[None, :]) <= RELATION_REACH
        near &= (new[actors][:, None] | new[actors][None, :]) & ~np.eye(len(actors), dtype=np.bool_)
        a, b = np.nonzero(near)
        if not len(a):
            return
        i, j = actors[a], actors[b]
        head, kinds = self.heads.relation, table.kinds
        left = head.left(table.vectors, {NEAR_FEATURES: kinds})
        right = head.right(table.vectors, {NEAR_FEATURES + kinds.shape[1]: kinds})
        chances = sigmoid(head(left, right, i, j, table.distance(i, j), table.near(i, table, j)))
        for p, column in np.argwhere(chances >= LEAST_RELATION).tolist():
            self.relations.append(
                FoundRelation(
                    self._rows[i[p]].number, RELATION_TYPES[column], self._rows[j[p]].number, float(chances[p, column])
                )
            )

    def _argue(self, table: "_Table", read_to: int | None) -> None:
        ready = [t for t in self._triggers if read_to is None or t.begin + ARGUMENT_REACH < read_to]
        self._triggers = self._triggers[len(ready) :]
        if not ready:
            return
        triggers = _Table(ready, [])
        lows = np.searchsorted(table.begins, triggers.begins - ARGUMENT_REACH, "left")
        highs = np.searchsorted(table.begins, triggers.begins + ARGUMENT_REACH, "right")
        i = np.repeat(np.arange(len(ready)), highs - lows)
        j = np.concatenate([np.arange(a, b) for a, b in zip(lows, highs, strict=True)])
        if not len(i):
            return
        distance = bucket(gaps(triggers.begins[i], triggers.ends[i], table.begins[j], table.ends[j]))
        head = self.heads.argument
        left, right = head.left(triggers.vectors, {}), head.right(table.vectors, {NEAR_FEATURES: table.kinds})
        chances = sigmoid(head(left, right, i, j, distance, triggers.near(i, table, j)))
        found: dict[int, list[tuple[str, int, float]]] = {}
        for p, column in np.argwhere(chances >= LEAST_ARGUMENT).tolist():
            cell = (ARGUMENTS[column], self._rows[j[p]].number, float(chances[p, column]))
            found.setdefault(int(i[p]), []).append(cell)
        for k, cells in found.items():
            number = ready[k].number
            e = self.events[number]
            best_first = tuple(sorted(cells, key=lambda c: (-c[2], c[0], c[1])))
            self.events[number] = FoundEvent(e.trigger, e.type, e.mode, e.factuality, e.probability, best_first)


class _Table:
    """Rows as arrays."""

    def __init__(self, rows: list[_Row], kinds: list[Floats]) -> None:
        self.begins: Ints = np.array([r.begin for r in rows], dtype=np.int64)
        self.ends: Ints = np.array([r.end for r in rows], dtype=np.int64)
        self.sentences: Ints = np.array([r.sentence for r in rows], dtype=np.int64)
        self.vectors: Floats = np.stack([r.vector for r in rows])
        self.kinds: Floats = np.stack(kinds) if kinds else np.zeros((len(rows), 0), dtype=np.float32)
        self.forms = [r.form for r in rows if r.form is not None]

    def distance(self, i: Ints, j: Ints) -> Ints:
        return bucket(gaps(self.begins[i], self.ends[i], self.begins[j], self.ends[j]))

    def near(self, i: Ints, other: "_Table", j: Ints) -> Floats:
        return near_features(
            self.sentences[i], other.sentences[j], self.begins[i], self.ends[i], other.begins[j], other.ends[j]
        )
