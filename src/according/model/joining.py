"""Mentions and triggers joined into arguments, relations and links, while a text is read window by window.

Only what is near is joined: an argument at most 60 words from its trigger, the two ends of a relation at most 25 words apart,
a mention with the 40 before it, and of 200 with those that share a word with it. What lies further back is forgotten, so time
and memory are linear in the text's length.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from according.ledger import ACTOR_TYPES, EVENT_TYPES, FACTUALITIES, MENTION_TYPES, RELATION_TYPES
from according.ledger.findings import FoundEvent, FoundLink, FoundMention, FoundRelation
from according.ledger.sequences import Packed
from according.ledger.spans import Span
from according.model.heads import Heads, sigmoid, softmax
from according.model.labels import ARGUMENTS, MENTION_LABELS, MODES
from according.model.pairs import (
    ALIKE,
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
Where = tuple[int, int, int]
"""First word, word after the last, and sentence."""

ARGUMENT_REACH, RELATION_REACH, ANTECEDENTS, ANTECEDENTS_ALIKE = 60, 25, 40, 200
LEAST_ARGUMENT, LEAST_RELATION, LEAST_LINK = 0.15, 0.1, 0.2
"""Probabilities under which nothing is reported; what is kept in the ledger is decided later, and higher."""
OTHER_GENDER = 4.0
"""Log odds that a first name of the other gender takes from a link: names cross borders, and some are borne by both."""
LEAST_MODE = 0.9
"""The probability from which an event's mode is told: it was learned from weak labels."""
_TYPES, _FACTS = len(EVENT_TYPES), len(FACTUALITIES)
_ACTOR_COLUMNS = [MENTION_LABELS.index(t) for t in ACTOR_TYPES]
_LEAST_ACTOR = 0.2
_KINDS = ({"ARMED_GROUP", "STATE", "ORG", "PEOPLE"}, {"PLACE", "FACILITY"})
"""Types that are one in corpora which tell fewer apart."""
_ONE_KIND = np.array([[a == b or any({a, b} <= kind for kind in _KINDS) for b in MENTION_TYPES] for a in MENTION_TYPES])


@dataclass(slots=True)
class _Row:
    begin: int
    end: int
    sentence: int
    vector: Floats
    hidden: Floats
    """The same with names hidden, of a trigger the same."""
    number: int
    form: Form | None = None
    linked: bool = True
    """Whether it is asked whom a mention means: of the ledger's, only of actors."""


@dataclass(slots=True)
class Joiner:
    """Takes mentions and triggers in the order of the text, and joins them.

    ``entities`` says that all mentions are of the ledger's types, ``alike`` that those in the same words, of mentions read
    together, are of one type.
    """

    heads: Heads
    entities: bool = False
    alike: bool = False
    mentions: Packed[FoundMention] = field(default_factory=Packed)
    events: Packed[FoundEvent] = field(default_factory=Packed)
    relations: Packed[FoundRelation] = field(default_factory=Packed)
    links: Packed[FoundLink] = field(default_factory=Packed)
    _rows: list[_Row] = field(default_factory=list)
    _kinds: list[Floats] = field(default_factory=list)
    _fresh: int = 0
    _triggers: list[_Row] = field(default_factory=list)
    _heard: list[tuple[Span, Where, Floats, Floats, str, str | None, float | None]] = field(default_factory=list)
    _happened: list[tuple[Span, Where, Floats, float]] = field(default_factory=list)

    def add_mentions(
        self, spans: Sequence[Span], words: Sequence[Where], vectors: Floats, hidden: Floats, texts: Sequence[str],
        given: Sequence[str | None], probabilities: Sequence[float | None],
    ) -> None:  # fmt: skip
        """Mentions of one window: code points, (begin, end, sentence) in words, states [m, 2 h] with names and with names
        hidden, and their words.

        ``given`` tells the type where the caller knows it, else None; a probability is None where the model did not find
        the span by itself.
        """
        self._heard.extend(zip(spans, words, vectors, hidden, texts, given, probabilities, strict=True))

    def add_triggers(
        self, spans: Sequence[Span], words: Sequence[Where], vectors: Floats, probabilities: Sequence[float]
    ) -> None:
        """Triggers of one window: code points, words, mean states [t, h]."""
        self._happened.extend(zip(spans, words, vectors, probabilities, strict=True))

    def _type_mentions(self) -> None:
        """What the mentions added since are, all at once: the weights are read from memory once for many windows."""
        if not self._heard:
            return
        kinds = softmax(self.heads.mention(np.stack([vector for _, _, vector, *_ in self._heard])))
        types = kinds[:, : len(MENTION_TYPES)] if self.entities else kinds
        if self.alike:
            types = alike([text for *_, text, _, _ in self._heard], types)
        likely, of_all = types.argmax(1).tolist(), kinds.argmax(1).tolist()
        for k, (span, where, vector, hidden, text, type_, probability) in enumerate(self._heard):
            asked = type_ is None and probability is None  # which may be no mention at all
            label = type_ or MENTION_LABELS[of_all[k] if asked else likely[k]]
            linked = not self.entities or label in ACTOR_TYPES
            self._rows.append(_Row(*where, vector, hidden, len(self.mentions), form_of(text), linked))
            told = label if label in MENTION_TYPES else None
            sure = 1.0 if probability is None else probability
            self.mentions.append(FoundMention(span, told, sure, type_ is not None, asked))
        self._kinds.extend(kinds)
        self._heard.clear()

    def _type_events(self) -> None:
        """What the triggers added since tell of, all at once."""
        if not self._happened:
            return
        told = self.heads.event(np.stack([vector for _, _, vector, _ in self._happened]))
        types, facts = (part.argmax(1).tolist() for part in (told[:, :_TYPES], told[:, _TYPES : _TYPES + _FACTS]))
        modes = softmax(told[:, _TYPES + _FACTS :])
        for k, (span, where, vector, probability) in enumerate(self._happened):
            self._triggers.append(_Row(*where, vector, vector, len(self.events)))
            best = int(modes[k].argmax())
            mode = MODES[best] if modes[k, best] >= LEAST_MODE else None
            self.events.append(FoundEvent(span, EVENT_TYPES[types[k]], mode, FACTUALITIES[facts[k]], probability))
        self._happened.clear()

    def join(self, read_to: int | None = None) -> None:
        """Join what was added, up to the word ``read_to`` (None: the text is over); the rest waits for its neighbours."""
        self._type_mentions()
        self._type_events()
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
            if row.begin >= first - ARGUMENT_REACH or k >= len(self._rows) - ANTECEDENTS_ALIKE
        ]  # fmt: skip
        self._rows, self._kinds = [self._rows[k] for k in keep], [self._kinds[k] for k in keep]

    def _link(self, table: "_Table", fresh: list[int]) -> None:
        """Each new mention with the likeliest one before it (Lee et al. 2017), where that is likelier than none."""
        later = np.array([k for k in fresh if self._rows[k].linked], dtype=np.int64)
        counts = np.minimum(later, ANTECEDENTS_ALIKE)
        which = np.repeat(np.arange(len(later)), counts)
        if not len(which):
            return
        rank = np.arange(len(which)) - np.repeat(np.cumsum(counts) - counts, counts)
        i = later[which]
        j = i - counts[which] + rank
        features = likeness(table.forms, i, j, table.sentences, np.arange(len(table.begins)))
        asked = (i - j <= ANTECEDENTS) | features[:, :ALIKE].any(1)
        which, rank, i, j, features = (x[asked] for x in (which, rank, i, j, features))
        head, codes, kinds = self.heads.coreference, codes_of(table.forms), table.kinds
        at = (LIKENESS, LIKENESS + codes.shape[1], COREFERENCE_FEATURES, COREFERENCE_FEATURES + kinds.shape[1])
        left = head.left(table.vectors[later], {at[0]: codes[later], at[2]: kinds[later]})
        right = head.right(table.vectors, {at[1]: codes, at[3]: kinds})
        logits = np.full((len(later), 1 + ANTECEDENTS_ALIKE), -np.inf, dtype=np.float32)
        logits[:, 0] = 0.0
        told = head(left, right, which, j, table.distance(i, j), features)[:, 0]
        genders = np.array([form.gender for form in table.forms])
        apart = genders[i] * genders[j]  # "he" is not "Ms Robinson", and hardly Mary Robinson
        logits[which, 1 + rank] = told - np.where(apart >= 0, 0.0, np.where(apart == -4, np.inf, OTHER_GENDER))
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
        lows, highs = (
            begins.searchsorted(begins - RELATION_REACH),
            begins.searchsorted(begins + RELATION_REACH, "right"),
        )
        a = np.repeat(np.arange(len(actors)), highs - lows)
        b = np.arange(len(a)) - np.repeat(np.cumsum(highs - lows) - highs, highs - lows)
        told = (new[actors[a]] | new[actors[b]]) & (a != b)
        a, b = a[told], b[told]
        if not len(a):
            return
        i, j = actors[a], actors[b]
        head, vectors, kinds = self.heads.relation, table.hidden[actors], table.kinds[actors]
        left = head.left(vectors, {NEAR_FEATURES: kinds})
        right = head.right(vectors, {NEAR_FEATURES + kinds.shape[1]: kinds})
        chances = sigmoid(head(left, right, a, b, table.distance(i, j), table.near(i, table, j)))
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
        left, right = head.left(triggers.vectors, {}), head.right(table.hidden, {NEAR_FEATURES: table.kinds})
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


def alike(texts: Sequence[str], types: Floats) -> Floats:
    """How likely the types [m, types] of mentions are, summed over those in the same words: 0 but for the likeliest kind."""
    which = np.unique([text.casefold() for text in texts], return_inverse=True)[1]
    total = np.zeros_like(types)
    np.add.at(total, which, types)
    return np.where(_ONE_KIND[(total @ _ONE_KIND).argmax(1)], total, 0)[which]


class _Table:
    """Rows as arrays."""

    def __init__(self, rows: list[_Row], kinds: list[Floats]) -> None:
        self.begins: Ints = np.array([r.begin for r in rows], dtype=np.int64)
        self.ends: Ints = np.array([r.end for r in rows], dtype=np.int64)
        self.sentences: Ints = np.array([r.sentence for r in rows], dtype=np.int64)
        self.vectors: Floats = np.stack([r.vector for r in rows])
        self.hidden: Floats = np.stack([r.hidden for r in rows])
        self.kinds: Floats = np.stack(kinds) if kinds else np.zeros((len(rows), 0), dtype=np.float32)
        self.forms = [r.form for r in rows if r.form is not None]

    def distance(self, i: Ints, j: Ints) -> Ints:
        return bucket(gaps(self.begins[i], self.ends[i], self.begins[j], self.ends[j]))

    def near(self, i: Ints, other: "_Table", j: Ints) -> Floats:
        return near_features(
            self.sentences[i], other.sentences[j], self.begins[i], self.ends[i], other.begins[j], other.ends[j]
        )
