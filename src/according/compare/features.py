"""A pair of statements as numbers, for the two logistic regressions of :mod:`according.compare.within`."""

import math

from according.compare.cells import count_cells
from according.compare.lexicon import CLAIM_WORDS, CONFIRM_CUES, CONTRASTS, DENY_CUES, REPEAT_CUES
from according.compare.matter import Matter
from according.ledger.spans import Spans

FEATURES: tuple[str, ...] = (
    "cosine", "contained", "overlap", "rarest", "second", "shared_terms", "same_speaker", "no_speaker", "adjacent",
    "same_sentence", "nearness", "nested", "siblings", "deny", "deny_cue", "confirm", "repeat_cue", "claim_word",
    "polarity", "numbers_shared", "numbers_differ", "actors_shared", "speaker_named", "cue_same", "short", "long",
    "shorter", "rank", "mutual", "same_mode", "thought", "spans_overlap", "many", "contrast", "both_assert",
    "both_predict", "both_demand", "both_accuse", "both_feel", "other_stance", "opening", "quoted_after",
    "quoted_before", "apart", "content_cue", "speaker_kin", "overlap_cosine", "same_cosine", "deny_cosine",
    "both_deny", "both_propose", "both_question", "both_believe", "third", "rare", "phrases",
    "event_type", "event_word", "event_actor", "events_both", "event_denied", "counts_agree", "counts_conflict",
    "answers", "answer_near", "answer_points", "accused_answers", "accused_near", "admits", "admit_near",
    "quoted_denies", "points_back", "turn", "rejects_inner", "conflict_turn", "negated_turn",
    "contrast_turn", "denies_again",
)  # fmt: skip
_STANCES = ("assert", "predict", "demand", "accuse", "feel")
_OTHER_STANCES = ("deny", "propose", "question", "believe")
_MANY = 40  # statements; beyond, a report is no likelier to compare accounts
_RARE = 2.5  # a term's weight from which it is rare: once in about twelve sentences


def features(text: str, a: Matter, b: Matter, cosine: float, ranks: tuple[int, int], many: int) -> list[float]:
    """The cells of a pair in the order of ``FEATURES``; ``a`` comes first in the text.

    ``ranks`` says how many statements are closer to ``a`` than ``b`` is, and the other way; ``many`` how many there are.
    """
    small, large = (a.terms, b.terms) if len(a.terms) <= len(b.terms) else (b.terms, a.terms)
    shared = sorted((w for t, w in small.items() if t in large), reverse=True)
    total = sum(shared)
    s, t = a.statement, b.statement
    same = s.speaker is not None and s.speaker == t.speaker
    near = abs(a.index - b.index)
    stances, cues = (s.stance, t.stance), a.cue | b.cue
    told, said = a.terms.keys(), b.terms.keys()
    deny = float((s.stance == "deny") != (t.stance == "deny"))
    counts = _counts(text, a, b)
    overlap = float(_meet(s.content, t.content))
    agreed = s.stance if s.stance == t.stance else None
    return [
        cosine, total / min(a.total, b.total), total / max(a.total, b.total), shared[0] if shared else 0.0,
        shared[1] if len(shared) > 1 else 0.0, math.log1p(len(shared)), float(same),
        float(s.speaker is None) + float(t.speaker is None), float(near == 1), float(a.sentence == b.sentence),
        1.0 / (1.0 + near), float(s.within == t.id or t.within == s.id),
        float(s.within is not None and s.within == t.within), deny, float(bool(cues & DENY_CUES)),
        float("confirm" in stances or bool(cues & CONFIRM_CUES)), float(bool(b.cue & REPEAT_CUES)),
        float(not (told.isdisjoint(CLAIM_WORDS) and said.isdisjoint(CLAIM_WORDS))), float(a.negated != b.negated),
        math.log1p(len(a.numbers & b.numbers)),
        float(bool(a.numbers) and bool(b.numbers) and not a.numbers & b.numbers), math.log1p(len(a.actors & b.actors)),
        float(s.speaker in b.actors or t.speaker in a.actors), float(bool(a.cue & b.cue)),
        float(min(a.length, b.length) <= 4), math.log1p(max(a.length, b.length)), math.log1p(min(a.length, b.length)),
        1.0 / (1 + min(ranks)), float(ranks == (0, 0)), float(s.mode == t.mode), float("thought" in (s.kind, t.kind)),
        overlap, math.log(min(many, _MANY) + 1), float(bool(b.lead & CONTRASTS)), *[float(agreed == x) for x in _STANCES],
        float(s.stance != t.stance), float(a.sentence <= 2),
        float(same and near <= 2 and s.mode == "indirect" and t.mode != "indirect"),
        float(same and near <= 2 and s.mode != "indirect" and t.mode == "indirect"), math.log1p(near),
        float(not (said.isdisjoint(a.cue) and told.isdisjoint(b.cue))),
        float(not same and bool(a.kin & b.kin)), overlap * cosine, float(same) * cosine, deny * cosine,
        *[float(agreed == x) for x in _OTHER_STANCES], shared[2] if len(shared) > 2 else 0.0,
        float(sum(w > _RARE for w in shared)), math.log1p(len(a.phrases & b.phrases)),
        *_events(a, b), *counts, *_turns(a, b, counts[1]),
    ]  # fmt: skip


def _meet(some: Spans, others: Spans) -> bool:
    for x, y in some:
        for e, f in others:
            if x < f and e < y:
                return True
    return False


def _turns(a: Matter, b: Matter, conflict: float) -> tuple[float, ...]:
    """How one answers the other: who denies or admits what, near by or far off.

    A denial says little of its matter ("denied it"); whom it answers shows in the turn from one speaker to another, in whom
    either names, and in whose words are quoted.
    """
    s, t = a.statement, b.statement
    same = s.speaker is not None and s.speaker == t.speaker
    nested = s.within == t.id or t.within == s.id
    close = 1.0 / (1 + abs(a.sentence - b.sentence))
    other = float(not same and not nested)
    turn = close * other
    denied, denies = _tells(a, "deny", DENY_CUES), _tells(b, "deny", DENY_CUES)
    admitted, admits = _tells(a, "confirm", CONFIRM_CUES), _tells(b, "confirm", CONFIRM_CUES)
    of_a, of_b = _speaks_of(b, a), _speaks_of(a, b)
    one = denied != denies
    accused = float(one and (of_b if denies else of_a)) * other
    owned = float((admits and of_b) or (admitted and of_a)) * other
    quoted = not nested and ((denies and _quotes(a, b)) or (denied and _quotes(b, a)))
    answers = float(one) * other
    return (
        answers, answers * close, answers * turn * float(b.points), accused, accused * close, owned,
        owned * close, float(quoted) * close, float(b.points) * turn, turn, float(nested and one),
        conflict * turn, float(a.negated != b.negated) * turn, float(bool(b.lead & CONTRASTS)) * turn,
        float(denied and denies) * other,
    )  # fmt: skip


def _tells(a: Matter, stance: str, cues: frozenset[str]) -> bool:
    """Whether a statement has the stance, or a cue of it."""
    return a.statement.stance == stance or not cues.isdisjoint(a.cue)


def _speaks_of(a: Matter, b: Matter) -> bool:
    """Whether ``a`` names the speaker of ``b``."""
    speaker = b.statement.speaker
    return speaker is not None and (speaker in a.actors or bool(b.kin & a.terms.keys()))


def _quotes(a: Matter, b: Matter) -> bool:
    """Whether ``a`` holds words of the speaker of ``b``, or is such words in another's mouth while ``b`` is his own."""
    s, t = a.statement, b.statement
    same = s.speaker is not None and s.speaker == t.speaker
    return t.speaker in a.voices or (same and s.within is not None and t.within is None)


def _events(a: Matter, b: Matter) -> tuple[float, float, float, float, float]:
    """Same type; the same word too; how many parts agree as well; events on both sides; denied on one side."""
    kind = word = parts = denied = 0.0
    for x in a.happenings[:16]:
        for y in b.happenings[:16]:
            alike = float(bool(x.words & y.words))
            word = max(word, alike)
            if x.event.type == y.event.type:
                kind = 1.0
                actors = float(bool(x.initiators & y.initiators)) + float(bool(x.recipients & y.recipients))
                parts = max(parts, actors + alike)
                happened = [e.factuality != "did-not-happen" for e in (x.event, y.event)]
                denied = max(denied, float(happened[0] != happened[1]))
    return kind, word, parts, float(bool(a.happenings) and bool(b.happenings)), denied


def _counts(text: str, a: Matter, b: Matter) -> tuple[float, float]:
    agreed = conflict = 0.0
    if (a.counts or a.happenings) and (b.counts or b.happenings):
        for cell in count_cells(text, a, b):
            agreed, conflict = (1.0, conflict) if cell.agree else (agreed, 1.0)
    return agreed, conflict * (1.0 - agreed)
