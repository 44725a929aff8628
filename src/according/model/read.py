"""Reading a text with the model: statements with source, cue and content, mentions, events and how they are joined."""

import math
import re
import unicodedata
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt

from according.ledger import ACTOR_TYPES, KINDS, STANCES, Span, Spans
from according.ledger.findings import Findings, Found
from according.ledger.sequences import Packed
from according.model.decode import attack_spans, best_paths, cue_spans, mention_spans, runs, trigger_spans
from according.model.hiding import Layout, joined, lay_out, names_of, read_beside
from according.model.joining import Joiner
from according.model.labels import ATTACK_ROLES
from according.model.lexicon import leaning
from according.model.pairs import bucket, gaps
from according.model.possessors import possessors
from according.model.session import Model
from according.model.windows import Window, cut_windows
from according.model.words import Words, cut, without_asides

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Scheme:
    """A way to mark: how statements are (PolNeAR marks outermost ones only, 0), and the columns of its mentions.

    ``apart`` says that no mention lies in another, that rules add none, and that one type holds for all of the same
    words that are read together.
    """

    statements: int
    columns: tuple[str, ...]
    apart: bool = False


SCHEMES = {
    "ledger": Scheme(1, ("ledger", "entity")),
    "polnear": Scheme(0, ("ledger", "entity")),
    "re3d": Scheme(1, ("entity",), apart=True),
    "gum": Scheme(1, ("phrase",)),
}
"""Annotation schemes the model knows: the ledger's own, and those of corpora it is compared on."""
LEAST_MENTION = -0.7
"""The log odds over which a span is a mention: below even, since links, arguments and relations judge it once more."""

_PRONOUN = re.compile(
    r"\b(?:[Hh]e|[Hh]im|[Hh]is|[Ss]he|[Hh]ers?|[Tt]hey|[Tt]hem|[Tt]heirs?|[Ii]ts?|I|[Mm]y|[Ww]e|[Oo]urs?)\b"
)
"""Pronouns are mentions wherever they stand: whom they mean is asked of each."""
_BY_WHAT = re.compile(r"(?:air|drone|missile|rocket|mortar|artillery|suicide|car|truck|tank)", re.IGNORECASE)
_DEED = re.compile(r"[\s-](?:strikes?|raids?|attacks?|assaults?|bomb(?:ing|ings|s)?|bombardments?|fire)", re.IGNORECASE)
_CLAUSE = re.compile(
    r"(?:i|we|he|she|they|it)\s+\S+\s+\S"
    r"|(?:i|we|you|he|she|they|it|here|there|that|what|who)['’](?:re|ve|ll|s|m|d)\s"
    r"|(?:(?!(?:who|whom|which|that|whose|where|when)\b)\S+\s+)+?(?:wanted|wants|said|says|told|has|have|had|is|are|was|were)\s+\S",
    re.IGNORECASE,
)
_FOLLOWS = re.compile(
    r",? +(?:of|in|on|at|from|to|for|with|by|near|who|whom|whose|which|that|including|inside|outside|around|against|over|under"
    r"|into|across|between|among|as|than|before|after|during|since)\b",
    re.IGNORECASE,
)
_PRECEDES = re.compile(
    r"(?:(?:an?|the|some|about|around|at least|more than|up to|nearly|almost|over|several|many|most|all|dozens of|scores of"
    r"|hundreds of|(?:tens of )?thousands of|two|three|four|five|six|seven|eight|nine|ten|[\d,.]+) +)+",
    re.IGNORECASE,
)
"""What stands after and before a head where a longer mention says the same more fully."""
_TWO = re.compile(r"\b(?:and|or) +(?:the |an? )?[a-z]")
"""Two heads: "the men from Kell and women from Brask", but not "troops in Kell and Brask"."""
_UNDIVIDED = re.compile(r"(?:an?|some|several)\b", re.IGNORECASE)
_GOES_ON = re.compile(r" +(?!and\b|or\b)\w")
"""A word before a head that is no mention with the head's first words alone, and what shows that the head goes on."""
_JOINT = re.compile(r"\d[.,]\d|[^\W\d_]['’](?!(?i:s|d|m|t|re|ve|ll)\b)[^\W\d_]")
"""Where a number or a name goes on: "1,200", "Ja’afari"."""
_UNENDED = re.compile(r".\s(?:who|whom|which|that|and|or|we|he|she|they|it|(?:and|as) I)$", re.DOTALL)
_MARKS = frozenset(',;:–—-(.!?”“"')
_INITIALS = re.compile(r"\b\w\.(?:\w\.)+$")
"""The stop that ends them is part of them: "the U.K."."""
_JUDGED = (len(KINDS), len(KINDS) + len(STANCES))
"""Where the scores of kinds and of stances end."""
_TOGETHER = 32
"""Windows decoded together: enough to spread the cost of a numpy call, few enough to keep memory flat."""
_LINKED = 4
"""Cues linked together: what is worked on stays in the processor's cache."""


@dataclass(frozen=True, slots=True)
class _Window:
    """What was read of a window: states [u, h] with names hidden and [w, h] with names, and where each of u begins among w."""

    window: Window
    states: Floats
    seen: Floats
    begins: npt.NDArray[np.int32]
    cues: list[tuple[int, int, float, float]]
    vectors: Floats
    roles: Floats

    def words_of(self, begin: int, end: int) -> tuple[int, int]:
        """A range where each name is one, as words."""
        return int(self.begins[begin]), int(self.begins[end])

    def ones_of(self, words: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """Which each of ``words`` is where each name is one."""
        return self.begins.searchsorted(words, "right") - 1


def find(
    text: str,
    model: Model,
    scheme: str = "ledger",
    given: Sequence[tuple[Span, str]] = (),
    progress: Callable[[int], None] | None = None,
) -> Findings:
    """Everything the model finds in ``text``, in its order. Time and memory are linear in the text's length.

    More is found than is likely right: each finding carries what its confidence is computed from. ``given`` are spans
    that the caller knows to be mentions, with their types; a scheme that marks mentions apart has no use for them.
    ``progress`` is told how many code points are done.
    """
    words, breaks = without_asides(cut(text, model.tokenizer), text)
    if scheme == "polnear":  # which keeps such insertions in its spans
        breaks = frozenset()
    names = names_of(words, text, breaks)
    beside = read_beside(words, text, names)
    one, begins = joined(words, names)  # where names are hidden, each is one word
    number = np.repeat(np.arange(len(one), dtype=np.int32), np.diff(begins))
    breaks = frozenset(int(number[at]) for at in breaks)
    marked = SCHEMES[scheme]
    joiner = Joiner(model.heads, "phrase" not in marked.columns, marked.apart)
    asked = chain((m.span() for m in _PRONOUN.finditer(text)), possessors(text))
    known = _Given(() if marked.apart else chain(given, ((span, None) for span in asked)), words)
    sentences = np.concatenate([[0], np.cumsum(words.stops)])
    found: Packed[Found] = Packed()
    attacks: Packed[tuple[str, Span, float]] = Packed()
    waiting: list[_Window] = []

    def settle(read_to: int | None) -> None:
        found.extend(_decode(waiting, text, one, breaks, model))
        waiting.clear()
        joiner.join(read_to)

    for window in cut_windows(one):
        begin, end, *own_words = (
            int(begins[at]) for at in (window.begin, window.end, window.own_begin, window.own_end)
        )
        laid = lay_out(words, names, beside, begin, end)
        inputs = {field: getattr(laid, field)[None] for field in Layout.__slots__}
        scheme_of = np.array([[marked.statements]], dtype=np.int64)
        states, seen, tags, triggers, roles, scores = model.encode.run(None, inputs | {"scheme": scheme_of})
        own = (window.own_begin - window.begin, window.own_end - window.begin)
        cues = [c for c in cue_spans(tags, *model.table["cue_bonus"]) if own[0] <= c[0] < own[1]]
        vectors, linked = _link(states, cues, model)
        read = _Window(window, states, seen, begins[window.begin : window.end + 1] - begin, cues, vectors, linked)
        waiting.append(read)
        mentions = mention_spans(
            scores, model.heads.widths, marked.columns, sentences[begin:end], (own_words[0] - begin, own_words[1] - begin),
            LEAST_MENTION, marked.apart,
        )  # fmt: skip
        place = _Place(begin, end, words, number, sentences, text)
        _add_mentions(joiner, place, read, mentions, known)
        _add_triggers(joiner, place, read, trigger_spans(triggers, own))
        attacks.extend(
            (ATTACK_ROLES[role], place.span(*read.words_of(b, e)), p)
            for b, e, role, p in attack_spans(roles) if own[0] <= b < own[1]
        )  # fmt: skip
        if len(waiting) == _TOGETHER:
            settle(window.own_end)
            if progress:
                progress(int(one.ends[window.end - 1]))
    settle(None)
    return Findings(
        found.settled(),
        joiner.mentions.settled(),
        joiner.events.settled(),
        joiner.relations.settled(),
        joiner.links.settled(),
        attacks.settled(),
    )


@dataclass(frozen=True, slots=True)
class _Place:
    """Words ``[begin, end)`` of a text, which a window reads: from there to code points.

    ``number`` tells of each word of the text which it is where each name is one: what is near is counted so.
    """

    begin: int
    end: int
    words: Words
    number: npt.NDArray[np.int32]
    sentences: npt.NDArray[np.int64]
    text: str

    def span(self, begin: int, end: int) -> Span:
        return _spans([(begin, end)], self.begin, self.text, self.words)[0]

    def where(self, begin: int, end: int) -> tuple[int, int, int]:
        first, last = self.begin + begin, self.begin + end - 1
        return int(self.number[first]), int(self.number[last]) + 1, int(self.sentences[first])


class _Given:
    """Spans that the caller knows, by the word they begin with: five integers each, since a long text holds many."""

    def __init__(self, given: Iterable[tuple[Span, str | None]], words: Words) -> None:
        types: dict[str | None, int] = {}
        cells = array("i")
        for span, type_ in given:
            begin, end = words.under(*span)
            if begin < end:
                cells.extend((begin, end, *span, types.setdefault(type_, len(types))))
        rows = np.array(cells, dtype=np.int32).reshape(-1, 5)
        self._types = list(types)
        self._rows = rows[np.argsort(rows[:, 0], kind="stable")]
        self._words = np.ascontiguousarray(self._rows[:, 0])

    def within(self, begin: int, end: int) -> Iterator[tuple[int, int, Span, str | None]]:
        """First word, word after the last, span and type of those that begin with a word of ``[begin, end)``, in order."""
        first, last = self._words.searchsorted(np.array((begin, end), dtype=np.int32))
        for word, after, *span, type_ in self._rows[first:last].tolist():
            yield word, after, (span[0], span[1]), self._types[type_]


def _add_mentions(
    joiner: Joiner, place: _Place, read: _Window, found: list[tuple[int, int, float]], known: _Given
) -> None:
    base = place.begin
    cells: dict[tuple[int, int], tuple[Span, str | None, float | None]] = {
        (b, e): (span, None, p) for b, e, p, span in _one_of_a_head(place, found)
    }
    own_begin, own_end = (
        read.begins[at - read.window.begin] + base for at in (read.window.own_begin, read.window.own_end)
    )
    for begin, end, span, type_ in known.within(own_begin, own_end):
        cell = (begin - base, end - base)
        if end <= place.end and (type_ or cell not in cells):
            cells[cell] = (span, type_, None)
    if not cells:
        return
    ranges = sorted(cells)
    begins, lasts = np.array([b for b, _ in ranges]), np.array([e - 1 for _, e in ranges])
    vectors = np.concatenate([read.seen[begins], read.seen[lasts]], 1)
    hidden = np.concatenate([read.states[read.ones_of(begins)], read.states[read.ones_of(lasts)]], 1)
    spans = [cells[r][0] for r in ranges]
    joiner.add_mentions(
        spans, [place.where(*r) for r in ranges], vectors, hidden, [place.text[b:e] for b, e in spans],
        [cells[r][1] for r in ranges], [cells[r][2] for r in ranges],
    )  # fmt: skip


def _one_of_a_head(place: _Place, found: list[tuple[int, int, float]]) -> list[tuple[int, int, float, Span]]:
    """The whole ones of ``found`` with their spans; of several that share a head ("fighters", "10 fighters") the likeliest."""
    kept: list[tuple[int, int, float, Span]] = []
    begun: dict[int, list[Span]] = {}
    ended: dict[int, list[Span]] = {}
    for b, e, p in sorted(found, key=lambda f: (-f[2], f)):
        span = place.span(b, e)
        together = (*begun.get(b, ()), *ended.get(e, ()))
        if _is_whole(place.text, span) and not any(_share_a_head(place.text, span, other) for other in together):
            kept.append((b, e, p, span))
            begun.setdefault(b, []).append(span)
            ended.setdefault(e, []).append(span)
    return sorted(kept)


def _share_a_head(text: str, one: Span, other: Span) -> bool:
    """Whether one of two spans that begin or end together is the other with more words for the same thing."""
    if one[0] == other[0]:
        end, last = sorted((one[1], other[1]))
        if text[end:last] == ".":  # "the U.K" and "the U.K."
            return True
        if _TWO.search(text, end, last):
            return False
        # "a senior PYD" is no part of "a senior PYD figure", but "the PYD" is one of "the PYD figure".
        return bool(_FOLLOWS.match(text, end) or (_UNDIVIDED.match(text, one[0]) and _GOES_ON.match(text, end)))
    return bool(_PRECEDES.fullmatch(text, min(one[0], other[0]), max(one[0], other[0])))


def _is_whole(text: str, span: Span) -> bool:
    """Whether words are no part of a number, a name or a clause ("they were arrested as they"), without marks around them."""
    begin, end = span
    words = text[begin:end]
    cut = _JOINT.match(text, end - 1) or (begin > 1 and _JOINT.match(text, begin - 2))
    return (
        not cut
        and not _CLAUSE.match(words)
        and not _UNENDED.search(words)
        and words[0] not in _MARKS
        and (words[-1] not in _MARKS or bool(_INITIALS.search(words)))
        and words.count("(") == words.count(")")
    )


def _nouns_beyond(place: _Place, begin: int, end: int) -> int:
    """How many words the noun of a deed takes that only its modifier was found of: "air" of "an air strike"."""
    last = place.begin + end
    if last >= place.end:
        return 0
    first, at = place.span(begin, end)
    beyond = place.text[at : int(place.words.ends[last])]
    return int(bool(_BY_WHAT.fullmatch(place.text, first, at) and _DEED.fullmatch(beyond)))


def _add_triggers(joiner: Joiner, place: _Place, read: _Window, found: list[tuple[int, int, float]]) -> None:
    if found:
        begins = {b for b, _, _ in found}
        ranges = [(b, e if e in begins else e + _nouns_beyond(place, *read.words_of(b, e))) for b, e, _ in found]
        vectors = np.stack([read.states[b:e].mean(0) for b, e in ranges])
        words = [read.words_of(*r) for r in ranges]
        joiner.add_triggers(
            [place.span(*r) for r in words], [place.where(*r) for r in words], vectors, [p for _, _, p in found]
        )


def _link(states: Floats, cues: list[tuple[int, int, float, float]], model: Model) -> tuple[Floats, Floats]:
    """The mean state [n, h] of each cue, and the scores of the roles of all words for it [n, w, 5]."""
    if not cues:
        return np.zeros((0, states.shape[1]), dtype=np.float32), np.zeros((0, len(states), 5), dtype=np.float32)
    vectors = np.stack([states[b:e].mean(0) for b, e, _, _ in cues])
    begins, ends = (np.array([cue[k] for cue in cues])[:, None] for k in (0, 1))
    at = np.arange(len(states))
    distance = bucket(gaps(begins, ends, at, at + 1))
    some = (slice(k, k + _LINKED) for k in range(0, len(cues), _LINKED))
    roles = [model.link.run(None, {"states": states, "cue": vectors[k], "distance": distance[k]})[0] for k in some]
    return vectors, np.concatenate(roles)


def _decode(read: list[_Window], text: str, one: Words, breaks: frozenset[int], model: Model) -> list[Found]:
    rows = [(r, i) for r in read for i in range(len(r.cues))]
    if not rows:
        return []
    lengths = np.array([len(r.states) for r, _ in rows])
    logits = np.zeros((len(rows), int(lengths.max()), 5), dtype=np.float32)
    for row, (r, i) in enumerate(rows):
        logits[row, : lengths[row]] = r.roles[i]
    tags, likelihood = best_paths(logits, lengths, model.transitions, model.start)
    kept, pooled, with_names = [], [], []
    for row, (r, i) in enumerate(rows):
        own = tags[row, : lengths[row]]
        source, content = runs(own, 1, 2), runs(own, 3, 4)
        if content:
            kept.append((row, r, i, source, content))
            rest = _mean(r.states, content)
            pooled.append(np.concatenate([r.vectors[i], _mean(r.states, source), rest]))
            with_names.append(
                np.concatenate([r.vectors[i], _mean(r.seen, [r.words_of(*span) for span in source]), rest])
            )
    if not kept:
        return []
    judged, of_names = (
        np.split(model.judge.run(None, {"pooled": np.stack(x).astype(np.float32)})[0], _JUDGED, axis=1)
        for x in (pooled, with_names)
    )
    kinds, stances, types = judged[0], judged[1], of_names[2]  # who speaks is told by the name, what is done is not
    out = []
    for k, (row, r, i, source, content) in enumerate(kept):
        begin, end, probability, nested = r.cues[i]
        base = r.window.begin
        cue = _spans([(begin, end)], base, text, one)
        leans = leaning(text[cue[0][0] : cue[0][1]], model.table["cue_stances"], len(STANCES))
        out.append(
            Found(
                source=_spans(source[:1] if len(source) > 1 else source, base, text, one),
                cue=cue,
                content=_spans(_broken(content, base, breaks), base, text, one),
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
