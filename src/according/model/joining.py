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
from according.model.pairs import Form, bucket, coreference_features, form_of, gaps, near_features

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
            self._rows.append(_Row(begin, end, sentence, vectors[k], len(self.mentions), form_of(words_)))
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
        pairs = [(k, j) for k in fresh for j in range(max(0, k - ANTECEDENTS), k)]
        if not pairs:
            return
        i, j = (np.array(x) for x in zip(*pairs, strict=True))
        features = np.concatenate(
            [coreference_features(table.forms, i, j, table.sentences, np.arange(len(table.begins))), table.kinds[i], table.kinds[j]], 1
        )  # fmt: skip
        head = self.heads.coreference
        logits = head(head.left(table.vectors), head.right(table.vectors), i, j, table.distance(i, j), features)[:, 0]
        begin = 0
        for k in fresh:
            n = k - max(0, k - ANTECEDENTS)
            own = logits[begin : begin + n]
            if n:
                probabilities = softmax(np.concatenate([[0.0], own]).astype(np.float32))
                joined = float(1 - probabilities[0])  # all mentions of whom it means share what is likely
                if joined >= LEAST_LINK:
                    earlier = int(j[begin + int(own.argmax())])
                    self.links.append(FoundLink(self._rows[k].number, self._rows[earlier].number, joined))
            begin += n

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
        features = np.concatenate([table.near(i, table, j), table.kinds[i], table.kinds[j]], 1)
        head = self.heads.relation
        chances = sigmoid(
            head(head.left(table.vectors), head.right(table.vectors), i, j, table.distance(i, j), features)
        )
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
        features = np.concatenate([triggers.near(i, table, j), table.kinds[j]], 1)
        distance = bucket(gaps(triggers.begins[i], triggers.ends[i], table.begins[j], table.ends[j]))
        head = self.heads.argument
        chances = sigmoid(head(head.left(triggers.vectors), head.right(table.vectors), i, j, distance, features))
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
