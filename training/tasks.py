"""Losses of mentions, events, relations, coreference, attack roles and weakly labelled texts, over one batch of windows."""

from dataclasses import dataclass, replace

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from according.ledger import ACTOR_TYPES, EVENT_TYPES, FACTUALITIES, PLACE_ROLES, RELATION_TYPES
from according.model.labels import ARGUMENTS, ATTACK_TAGS, COLUMNS, MENTION_LABELS, MODES, WIDEST
from according.model.pairs import PRONOUNS, Form, bucket, coreference_features, form_of, gaps, near_features
from batches import UNMARKED, Item
from data import Named, Range, Text
from network import NEVER, Network
from teaching import FACTS, TYPES, Telling, divided

ARGUMENT_REACH, RELATION_REACH, ANTECEDENTS = 60, 25, 40
"""As in reading (according.model.joining), where mentions further back are asked as well if they share a word."""
EXTRA = 30
"""Mentions that the network itself finds, taken beside the marked ones so that false ones are seen too."""
UNMARKED_WEIGHT = 0.5
"""Ledgers mark only participants: a mention found there and not marked counts half."""
CHOICE_WEIGHT = 3.0
"""GAP's choices are few beside GUM's chains, and hard."""
ACTORS = frozenset(ACTOR_TYPES)


@dataclass
class Placed:
    """A mention in the batch: its window, words, sentence, and the mark it comes from (None: the network's own).

    ``near`` are its words where each name is one: what is near is counted so.
    """

    window: int
    begin: int
    end: int
    near: Range
    sentence: int
    mark: Named | None
    form: Form


def task_losses(
    network: Network,
    items: list[Item],
    states: Tensor,
    seen: Tensor,
    telling: Telling | None = None,
) -> dict[str, Tensor]:
    """Named losses, each a mean over what it teaches; those without anything to teach are left out.

    Mentions and whom they mean are read off the states ``seen`` [b, w, h], events and relations off ``states`` [b, u, h], with
    names hidden and each of them one word: of a participant they are told the likely type alone.

    With a teacher's ``telling``, also how far the pairs of events and relations are from what it says of them.
    """
    out: dict[str, Tensor] = {}
    scores = (
        network.spans(seen)
        if any(i.text.columns or i.text.events or i.text.clusters or i.text.choice for i in items)
        else None
    )
    if scores is not None:
        _add(out, "span", _span_loss(scores, items))
    placed = _placed(items, scores)
    if placed:
        vectors = _vectors(seen, placed)
        kinds = network.mention(vectors)
        _add(out, "mention", _mention_loss(kinds, placed))
        leaning = torch.softmax(kinds, -1).detach()
        _add(out, "coreference", _coreference_loss(network, items, placed, vectors, leaning))
        hidden = _vectors(states, placed, hidden=True)
        _relation_losses(out, network, items, placed, hidden, leaning, telling)
        _event_losses(out, network, items, placed, hidden, leaning, states, telling)
    _add(out, "trigger", _trigger_loss(network, items, states))
    _add(out, "attack", _attack_loss(network, items, states))
    _add(out, "weak", _weak_loss(network, items, states))
    return out


def _add(out: dict[str, Tensor], name: str, loss: Tensor | None) -> None:
    if loss is not None:
        out[name] = loss


def _span_loss(scores: Tensor, items: list[Item]) -> Tensor | None:
    target, weight = torch.zeros(scores.shape), torch.zeros(scores.shape)
    for row, item in enumerate(items):
        n = len(item.words)
        for column, spans in item.text.columns.items():
            c = COLUMNS.index(column)
            room = n - torch.arange(n).unsqueeze(1) > torch.arange(WIDEST).unsqueeze(0)
            weight[row, c, :n] = room * (UNMARKED_WEIGHT if column == "ledger" else 1.0)
            for b, e in item.words.ranges(spans):
                if e - b <= WIDEST:
                    target[row, c, b, e - b - 1] = 1
                    weight[row, c, b, e - b - 1] = 1
    positives = float(target.sum())
    if not weight.any():
        return None
    loss = F.binary_cross_entropy_with_logits(
        scores, target.to(scores.device), weight.to(scores.device), reduction="sum"
    )
    return loss / max(positives, 30.0)


def _placed(items: list[Item], scores: Tensor | None) -> list[Placed]:
    """The marked mentions of each window, and some that the network finds where events or a choice are marked."""
    found = (scores.detach()[:, COLUMNS.index("ledger")] > 0).cpu().numpy() if scores is not None else None
    out = []
    for row, item in enumerate(items):
        taken = set()
        sentences = item.words.sentences()
        for mark in item.text.mentions:
            for b, e in item.words.ranges([(mark.begin, mark.end)]):
                if (b, e) not in taken:
                    taken.add((b, e))
                    form = form_of(item.text.text[mark.begin : mark.end])
                    out.append(Placed(row, b, e, item.ones_of(b, e), int(sentences[b]), mark, form))
        if found is None or (item.text.events is None and not item.text.choice):
            continue
        n, extra = len(item.words), 0
        for b, width in np.argwhere(found[row, :n]).tolist():
            e = b + width + 1
            if e <= n and (b, e) not in taken and extra < EXTRA:
                extra += 1
                begins, ends = item.words.edges
                form = form_of(item.text.text[begins[item.words.begin + b] : ends[item.words.begin + e - 1]])
                out.append(Placed(row, b, e, item.ones_of(b, e), int(sentences[b]), None, form))
    return out


def _vectors(states: Tensor, placed: list[Placed], hidden: bool = False) -> Tensor:
    """The states of the first and last word; of those where each name is one if ``hidden``."""
    ends = ((p.window, *(p.near if hidden else (p.begin, p.end))) for p in placed)
    at = torch.tensor([(w, b, e - 1) for w, b, e in ends]).to(states.device)
    window, begin, last = at.unbind(1)
    return torch.cat([states[window, begin], states[window, last]], 1)


def _mention_loss(kinds: Tensor, placed: list[Placed]) -> Tensor | None:
    rows = [k for k, p in enumerate(placed) if p.mark and p.mark.types]
    if not rows:
        return None
    allowed = torch.full((len(rows), len(MENTION_LABELS)), -1e4)
    for r, k in enumerate(rows):
        for t in placed[k].mark.types:  # type: ignore[union-attr]
            allowed[r, MENTION_LABELS.index(t)] = 0
    log_p = torch.log_softmax(kinds[rows], -1)
    return -torch.logsumexp(log_p + allowed.to(log_p.device), -1).mean()


def _by_window(placed: list[Placed]) -> dict[int, list[int]]:
    out: dict[int, list[int]] = {}
    for k, p in enumerate(placed):
        out.setdefault(p.window, []).append(k)
    return out


def _coreference_loss(
    network: Network, items: list[Item], placed: list[Placed], vectors: Tensor, leaning: Tensor
) -> Tensor | None:
    later: list[int] = []
    earlier: list[int] = []
    ranks = np.zeros(len(placed), dtype=np.int64)
    groups: list[tuple[int, int, list[bool | None], float]] = []  # pairs [a, b) of one mention, which are right, weight
    choices: list[tuple[int, bool]] = []
    for row, ks in _by_window(placed).items():
        text = items[row].text
        ks = sorted(ks, key=lambda k: (placed[k].begin, placed[k].end))
        for rank, k in enumerate(ks):
            ranks[k] = rank
        if text.choice:
            told = _choice(text, ks, placed)
            for one, other, right in told.pairs:
                choices.append((len(later), right))
                later.append(one)
                earlier.append(other)
            if told.before:
                groups.append((len(later), len(later) + len(told.before), told.marks, CHOICE_WEIGHT))
                later += [told.pronoun] * len(told.before)
                earlier += told.before
        elif text.clusters:
            named = [k for k in ks if placed[k].mark and placed[k].mark.cluster]  # type: ignore[union-attr]
            for n, k in enumerate(named):
                before = named[max(0, n - ANTECEDENTS) : n]
                groups.append(
                    (len(later), len(later) + len(before),
                     [placed[j].mark.cluster == placed[k].mark.cluster for j in before], 1.0)  # type: ignore[union-attr]
                )  # fmt: skip
                later += [k] * len(before)
                earlier += before
    if not later:
        return None
    i, j = np.array(later), np.array(earlier)
    logits = pair_logits(
        network.coreference, vectors, vectors, i, j, placed, placed, _coref_features(placed, i, j, ranks), leaning, True
    )
    logits = logits.squeeze(1)
    total = logits.sum() * 0
    if groups:
        # Column 0 is "none of them"; rows are filled up with pairs that count nothing.
        index = torch.zeros(len(groups), 1 + ANTECEDENTS, dtype=torch.long)
        there, right = torch.full(index.shape, NEVER), torch.full(index.shape, NEVER)
        there[:, 0] = 0.0
        for row, (a, b, marks, _) in enumerate(groups):
            index[row, 1 : 1 + b - a] = torch.arange(a, b)
            there[row, 1 : 1 + b - a] = torch.tensor([NEVER if m is None else 0.0 for m in marks])
            right[row, : 1 + b - a] = torch.tensor([0.0 if m else NEVER for m in (not any(marks), *marks)])
        weights = torch.tensor([weight for *_, weight in groups])
        index, there, right, weights = (x.to(logits.device) for x in (index, there, right, weights))
        rows = logits[index]
        rows = torch.cat([torch.zeros_like(rows[:, :1]), rows[:, 1:]], 1) + there
        total = total + (weights * (torch.logsumexp(rows, 1) - torch.logsumexp(rows + right, 1))).sum()
    if choices:
        signs = torch.tensor([1.0 if right else -1.0 for _, right in choices]).to(logits.device)
        which = torch.tensor([k for k, _ in choices]).to(logits.device)
        total = total + CHOICE_WEIGHT * F.softplus(-signs * logits[which]).sum()
    return total / max(len(groups) + len(choices), 30)


@dataclass
class _Choice:
    """What GAP tells of a pronoun: the mentions before it, which of them it means (None: not told), and single pairs."""

    pronoun: int
    before: list[int]
    marks: list[bool | None]
    pairs: list[tuple[int, int, bool]]


def _choice(text: Text, ks: list[int], placed: list[Placed]) -> _Choice:
    """A pronoun's candidates among the mentions ``ks`` of its window, in order of the text.

    Where the name that it means stands before it, other names before it that share no word with that one are wrong too:
    a reader chooses among all of them, not between two.
    """
    span, options = text.choice or ((0, 0), [])
    at = {(placed[k].mark.begin, placed[k].mark.end): k for k in ks if placed[k].mark}  # type: ignore[union-attr]
    if span not in at:
        return _Choice(0, [], [], [])
    pronoun = at[span]
    told = {at[other]: right for other, right in options if other in at}
    before = ks[: ks.index(pronoun)][-ANTECEDENTS:]
    meant = next((k for k in before if told.get(k)), None)
    if meant is None:
        pairs = [(max(pronoun, k, key=ks.index), min(pronoun, k, key=ks.index), right) for k, right in told.items()]
        return _Choice(pronoun, [], [], pairs)
    marks: list[bool | None] = []
    for k in before:
        form = placed[k].form
        shares = bool(form.words & placed[meant].form.words)
        marks.append(told[k] if k in told else None if not form.code[NAMED] else shares)
    later = [(k, pronoun, right) for k, right in told.items() if k not in before]
    return _Choice(pronoun, before, marks, later)


NAMED = len(PRONOUNS)
"""Which of a form's codes says that it is a name (according.model.pairs.form_of)."""


def _coref_features(placed: list[Placed], i: np.ndarray, j: np.ndarray, ranks: np.ndarray) -> np.ndarray:
    sentence = np.array([p.sentence for p in placed])
    return coreference_features([p.form for p in placed], i, j, sentence, ranks)


def pair_logits(
    head,
    left: Tensor,
    right: Tensor,
    i: np.ndarray,
    j: np.ndarray,
    first,
    second,
    features: np.ndarray,
    leaning: Tensor,
    both: bool,
) -> Tensor:
    """Logits of the pairs (i, j) of ``first`` and ``second`` under ``head``."""
    (b1, e1), (b2, e2) = (np.array([p.near for p in some])[at].T for some, at in ((first, i), (second, j)))
    ti, tj, distance = torch.tensor(np.stack([i, j, bucket(gaps(b1, e1, b2, e2))])).to(left.device).unbind(0)
    known = torch.tensor(features).to(left.device)
    rows = [known, leaning[ti], leaning[tj]] if both else [known, leaning[tj]]
    return head(left, right, ti, tj, distance, torch.cat(rows, 1))


def _near(first, second, i: np.ndarray, j: np.ndarray) -> np.ndarray:
    (b1, e1), (b2, e2) = (np.array([p.near for p in some])[at].T for some, at in ((first, i), (second, j)))
    one, other = (np.array([p.sentence for p in some])[at] for some, at in ((first, i), (second, j)))
    return near_features(one, other, b1, e1, b2, e2)


def _relation_losses(
    out: dict[str, Tensor],
    network: Network,
    items: list[Item],
    placed: list[Placed],
    vectors: Tensor,
    leaning: Tensor,
    telling: Telling | None,
) -> None:
    left, right, targets, weights = [], [], [], []
    for row, ks in _by_window(placed).items():
        text = items[row].text
        if text.relations is None:
            continue
        actors = [k for k in ks if placed[k].mark is None or placed[k].mark.types & ACTORS]  # type: ignore[union-attr]
        pairs = [
            (a, b) for a in actors for b in actors
            if a != b and abs(placed[a].near[0] - placed[b].near[0]) <= RELATION_REACH
        ]  # fmt: skip
        if not pairs:
            continue
        where = {p: n for n, p in enumerate(pairs)}
        target = np.zeros((len(pairs), len(RELATION_TYPES)), dtype=np.float32)
        weight = np.ones_like(target)
        cluster = {k: placed[k].mark.cluster if placed[k].mark else None for k in actors}  # type: ignore[union-attr]
        for r in text.relations:
            spans = items[row].ones.ranges([r.evidence])
            column = RELATION_TYPES.index(r.relation)
            fitting = [(a, b) for a, b in pairs if cluster[a] == r.subject and cluster[b] == r.object]
            for p in fitting:
                if not target[where[p], column]:
                    weight[where[p], column] = 0
            if spans and fitting:
                middle = (spans[0][0] + spans[0][1]) / 2
                best = min(fitting, key=lambda p: sum(abs(placed[k].near[0] - middle) for k in p))
                target[where[best], column] = weight[where[best], column] = 1
        left += [a for a, _ in pairs]
        right += [b for _, b in pairs]
        targets.append(target)
        weights.append(weight)
    if not left:
        return
    i, j = np.array(left), np.array(right)
    logits = pair_logits(
        network.relation, vectors, vectors, i, j, placed, placed, _near(placed, placed, i, j), leaning, True
    )
    target, weight = torch.tensor(np.concatenate(targets)), torch.tensor(np.concatenate(weights))
    most = max(float(target.sum()), 8.0)
    target, weight = target.to(logits.device), weight.to(logits.device)
    out["relation"] = F.binary_cross_entropy_with_logits(logits, target, weight, reduction="sum") / most
    if telling:
        out["told relation"] = divided(logits, _said_of_pairs(telling, placed, placed, i, j))


def _said_of_pairs(telling: Telling, first, placed: list[Placed], i: np.ndarray, j: np.ndarray) -> Tensor:
    """The teacher's probabilities of the pairs (i, j): relations where ``first`` are the mentions, arguments where triggers.

    It counts how far apart they are in words, as it was trained.
    """
    network, both = telling.network, first is placed
    first, placed = ([replace(x, near=(x.begin, x.end)) for x in some] for some in (first, placed))
    with torch.no_grad():
        vectors = _vectors(telling.states, placed)
        left = vectors if both else _trigger_vectors(telling.states, [(t.window, t.begin, t.end) for t in first])
        leaning, near = torch.softmax(network.mention(vectors), -1), _near(first, placed, i, j)
        head = network.relation if both else network.argument
        return torch.sigmoid(pair_logits(head, left, vectors, i, j, first, placed, near, leaning, both))


def _trigger_vectors(states: Tensor, places: list[tuple[int, int, int]]) -> Tensor:
    """The mean state of the words [begin, end) of a window, for each trigger."""
    widest = max(end - begin for _, begin, end in places)
    where = torch.tensor(places).to(states.device)
    words = where[:, 1:2] + torch.arange(widest, device=states.device)
    own = (words < where[:, 2:3]).to(states.dtype)
    at = states[where[:, :1], words.clamp(max=states.shape[1] - 1)]
    return (at * own.unsqueeze(2)).sum(1) / own.sum(1, keepdim=True)


@dataclass
class _Trigger:
    window: int
    begin: int
    end: int
    near: Range
    sentence: int
    happening: object


def _event_losses(
    out: dict[str, Tensor],
    network: Network,
    items: list[Item],
    placed: list[Placed],
    vectors: Tensor,
    leaning: Tensor,
    states: Tensor,
    telling: Telling | None,
) -> None:
    triggers: list[_Trigger] = []
    for row, item in enumerate(items):
        if item.text.events is None:
            continue
        sentences = item.words.sentences()
        for h in item.text.events:
            for b, e in item.words.ranges([h.trigger]):
                triggers.append(_Trigger(row, b, e, item.ones_of(b, e), int(sentences[b]), h))
    if not triggers:
        return
    at = _trigger_vectors(states, [(t.window, *t.near) for t in triggers])
    told = network.event(at)
    types, facts = torch.tensor([
        (EVENT_TYPES.index(t.happening.type), FACTUALITIES.index(t.happening.factuality)) for t in triggers  # type: ignore[attr-defined]
    ]).to(states.device).unbind(1)  # fmt: skip
    out["type"] = F.cross_entropy(told[:, :TYPES], types)
    out["factuality"] = F.cross_entropy(told[:, TYPES : TYPES + FACTS], facts)
    by_window = _by_window(placed)
    left: list[int] = []
    right: list[int] = []
    target_rows, weight_rows, groups = [], [], []
    for n, t in enumerate(triggers):
        ks = [k for k in by_window.get(t.window, []) if abs(placed[k].near[0] - t.near[0]) <= ARGUMENT_REACH]
        base = len(left)
        left += [n] * len(ks)
        right += ks
        target = np.zeros((len(ks), len(ARGUMENTS)), dtype=np.float32)
        weight = np.ones_like(target)
        h = t.happening
        spans = {role: set(items[t.window].words.ranges(s)) for role, s in h.spans.items()}  # type: ignore[attr-defined]
        names = {role: {placed[k].mark.cluster for k in ks if placed[k].mark and (placed[k].begin, placed[k].end) in s}  # type: ignore[union-attr]
                 for role, s in spans.items()}  # fmt: skip
        for c, role in enumerate(ARGUMENTS):
            if role in ("initiator", "recipient"):
                for actor in h.actors.get(role, []):  # type: ignore[attr-defined]
                    group = [m for m, k in enumerate(ks) if placed[k].mark and placed[k].mark.cluster == actor]  # type: ignore[union-attr]
                    for m in group:
                        weight[m, c] = 0
                    if group:
                        groups.append((c, [base + m for m in group]))
            else:
                for m, k in enumerate(ks):
                    if (placed[k].begin, placed[k].end) in spans.get(role, ()):
                        target[m, c] = 1
                    elif role in PLACE_ROLES and placed[k].mark and placed[k].mark.cluster in names.get(role, ()):  # type: ignore[union-attr]
                        weight[m, c] = 0
        target_rows.append(target)
        weight_rows.append(weight)
    if not left:
        return
    i, j = np.array(left), np.array(right)
    logits = pair_logits(
        network.argument, at, vectors, i, j, triggers, placed, _near(triggers, placed, i, j), leaning, False
    )
    target, weight = torch.tensor(np.concatenate(target_rows)), torch.tensor(np.concatenate(weight_rows))
    filled = float(target.sum())
    loss = F.binary_cross_entropy_with_logits(
        logits, target.to(logits.device), weight.to(logits.device), reduction="sum"
    )
    # An actor fills a role where any of its mentions does: the mention is not told, so their log odds are added up.
    if groups:
        most = max(len(g) for _, g in groups)
        index = torch.tensor([g + [g[0]] * (most - len(g)) for _, g in groups])
        real = torch.tensor([[0.0] * len(g) + [-1e4] * (most - len(g)) for _, g in groups])
        column = torch.tensor([c for c, _ in groups]).unsqueeze(1)
        index, real, column = (x.to(logits.device) for x in (index, real, column))
        loss = loss + F.softplus(-torch.logsumexp(logits[index, column] + real, 1)).sum()
    out["argument"] = loss / max(filled + len(groups), 30.0)
    if telling:
        out["told argument"] = divided(logits, _said_of_pairs(telling, triggers, placed, i, j))


def _tags(items: list[Item], words: int, spans_of, tag_of) -> Tensor | None:
    tags = torch.full((len(items), words), UNMARKED)
    marked = False
    for row, item in enumerate(items):
        groups = spans_of(item)
        if groups is None:
            continue
        marked = True
        tags[row, : len(item.ones)] = 0
        for key, spans in groups:
            for b, e in item.ones.ranges(spans):
                first, rest = tag_of(key)
                tags[row, b] = first
                tags[row, b + 1 : e] = rest
    return tags if marked else None


def _trigger_loss(network: Network, items: list[Item], states: Tensor) -> Tensor | None:
    def spans_of(item: Item):
        return None if item.text.events is None else [("", [h.trigger for h in item.text.events])]

    tags = _tags(items, states.shape[1], spans_of, lambda _: (1, 2))
    if tags is None:
        return None
    rows = tags.ne(UNMARKED).any(1)
    most, tags = max(float((tags == 1).sum()), 15.0), tags[rows].to(states.device)
    logits = network.trigger(states[rows.to(states.device)])
    return F.cross_entropy(logits.transpose(1, 2), tags, ignore_index=UNMARKED, reduction="sum") / most


def _attack_loss(network: Network, items: list[Item], states: Tensor) -> Tensor | None:
    def spans_of(item: Item):
        return None if item.text.attack is None else list(item.text.attack.items())

    def tag_of(role: str) -> tuple[int, int]:
        return ATTACK_TAGS.index("B-" + role), ATTACK_TAGS.index("I-" + role)

    tags = _tags(items, states.shape[1], spans_of, tag_of)
    if tags is None:
        return None
    rows = tags.ne(UNMARKED).any(1)
    most, tags = max(float((tags > 0).sum()), 30.0), tags[rows].to(states.device)
    logits = network.attack(states[rows.to(states.device)])
    return F.cross_entropy(logits.transpose(1, 2), tags, ignore_index=UNMARKED, reduction="sum") / most


def _weak_loss(network: Network, items: list[Item], states: Tensor) -> Tensor | None:
    """Somewhere in the text a word triggers an event of the type told: the best word counts."""
    total, n = None, 0
    for row, item in enumerate(items):
        if item.text.weak is None or item.words.begin:
            continue
        type_, mode = item.text.weak
        words = states[row, : len(item.ones)]
        told = network.event(words)
        triggers = torch.log_softmax(network.trigger(words), -1)[:, 1]
        log_p = triggers + torch.log_softmax(told[:, :TYPES], -1)[:, EVENT_TYPES.index(type_)]
        best = int(log_p.argmax())
        loss = -log_p[best]
        if mode:
            loss = loss + F.cross_entropy(
                told[best, TYPES + FACTS :].unsqueeze(0), torch.tensor([MODES.index(mode)], device=states.device)
            )
        total, n = (loss if total is None else total + loss), n + 1
    return None if total is None else total / n
