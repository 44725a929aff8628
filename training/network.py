"""The network: one small encoder, and heads for statements, mentions, events, relations and coreference.

``encode`` reads a window, with names hidden and with names: it scores each word as cue and as trigger, and gives two
vectors a word from whose products mentions are scored. ``link`` labels, for each cue, every word of the window as source
or content of *that* cue, as in semantic role labelling, so that linking and nesting need no rules; a linear-chain CRF decides the spans. ``judge`` reads
the pooled words of a finished statement. These three are exported as ONNX graphs. The rest are perceptrons of one hidden
layer over a mention, a trigger, or a pair of them, small enough for numpy.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from according.ledger import EVENT_TYPES, FACTUALITIES, RELATION_TYPES
from according.model.hiding import MOST_POSITIONS, NAME, SIGN
from according.model.labels import ARGUMENTS, ATTACK_TAGS, COLUMNS, MENTION_LABELS, MODES, TRIGGER_TAGS, WIDEST
from according.model.pairs import COREFERENCE_FEATURES, NEAR_FEATURES
from according.model.words import FORMS

HIDDEN, LAYERS, HEADS, VOCABULARY = 384, 6, 12, 30522
CUE_TAGS = ("O", "B-outer", "I-outer", "B-nested", "I-nested")
ROLE_TAGS = ("O", "B-source", "I-source", "B-content", "I-content")
LINK_SIZE, DISTANCES = 128, 40
SPAN_SIZE, PAIR_SIZE, PRODUCT_SIZE = 64, 192, 64
NEVER = -1e4


@dataclass(frozen=True)
class Sizes:
    """How many classes each judgement has."""

    kinds: int = 2
    stances: int = 10
    types: int = 5
    schemes: int = 2


class Dropout(nn.Module):
    """Dropout whose mask comes from numpy's generator, in bytes: on a processor a tenth of the time of torch's."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share
        self.bytes = np.random.Generator(np.random.SFC64(int(torch.randint(2**31, (1,)))))

    def forward(self, x: Tensor) -> Tensor:
        """``x`` with a share of its cells zero and the rest scaled up, while training."""
        if not self.training or not self.share:
            return x
        if x.is_cuda:
            return F.dropout(x, self.share)
        drawn = np.frombuffer(bytearray(self.bytes.bytes(x.numel())), dtype=np.uint8)
        least = round(self.share * 256)
        return x * ((torch.from_numpy(drawn) >= least).to(x.dtype) * (256 / (256 - least))).view(x.shape)


class Attention(torch.autograd.Function):
    """Attention of several heads as onnxruntime's one operator for it: less than half the passes over memory.

    Only for export. ``q``, ``k``, ``v`` [b, t, size]; the scores are scaled by the square root of a head's size.
    """

    @staticmethod
    def forward(ctx: Any, q: Tensor, k: Tensor, v: Tensor, heads: int) -> Tensor:
        """Only the shape counts while a graph is traced."""
        return torch.zeros_like(q)

    @staticmethod
    def symbolic(g: Any, q: Any, k: Any, v: Any, heads: int) -> Any:
        """The operator."""
        return g.op("com.microsoft::MultiHeadAttention", q, k, v, num_heads_i=heads).setType(q.type())


class Layer(nn.Module):
    """One post-norm transformer layer (BERT's)."""

    def __init__(self, size: int, heads: int, inner: int, dropout: float) -> None:
        super().__init__()
        self.heads, self.dropout = heads, Dropout(dropout)
        self.query_key_value = nn.Linear(size, 3 * size)
        self.output = nn.Linear(size, size)
        self.norm1 = nn.LayerNorm(size, eps=1e-12)
        self.up, self.down = nn.Linear(size, inner), nn.Linear(inner, size)
        self.norm2 = nn.LayerNorm(size, eps=1e-12)

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        """``x`` [b, t, size]; ``bias`` [b, 1, 1 or t, t] is added to the attention scores (None: all is seen)."""
        b, t, size = x.shape
        if torch.onnx.is_in_onnx_export():  # one window at a time: nothing is padding
            return self._after(x, Attention.apply(*self._projected(x), self.heads))
        q, k, v = self.query_key_value(x).view(b, t, 3, self.heads, size // self.heads).permute(2, 0, 3, 1, 4)
        if x.is_cuda:
            mask = None if bias is None else bias.to(q.dtype).expand(b, 1, t, t)
            y = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        else:  # written out: on processors the fused attention's backward pass is far slower
            scores = torch.matmul(q * (size // self.heads) ** -0.5, k.transpose(-1, -2))
            scores = scores if bias is None else scores + bias.to(scores.dtype)
            with torch.autocast("cpu", enabled=False):
                y = torch.matmul(torch.softmax(scores, -1), v)
        return self._after(x, y.transpose(1, 2).reshape(b, t, size))

    def apart(self, plain: Tensor, name: Tensor, shown: Tensor) -> tuple[Tensor, Tensor]:
        """The same for export, with what ``sight`` hides: the pieces of names apart, who see those ``shown`` of the others.

        Numbers of eight bits are scaled by the largest of a matrix: in one with names, it would tell the others of them.
        """
        (q, k, v), (asking, keys, values) = self._projected(plain), self._projected(name)
        keys = torch.cat([k.index_select(1, shown), keys], 1)
        values = torch.cat([v.index_select(1, shown), values], 1)
        first, second = Attention.apply(q, k, v, self.heads), Attention.apply(asking, keys, values, self.heads)
        return self._after(plain, first), self._after(name, second)

    def _projected(self, x: Tensor) -> list[Tensor]:
        """Query, key and value by matrices of their own: to split one product costs a copy."""
        weights, biases = self.query_key_value.weight.chunk(3), self.query_key_value.bias.chunk(3)
        return [F.linear(x, w, c) for w, c in zip(weights, biases, strict=True)]

    def _after(self, x: Tensor, attended: Tensor) -> Tensor:
        x = self.norm1(x + self.dropout(self.output(attended)))
        return self.norm2(x + self.dropout(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Word pieces with their forms, to states of words, with names hidden and with names (``according.model.hiding``)."""

    def __init__(self, layers: int, schemes: int, dropout: float) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, HIDDEN)
        self.positions = nn.Embedding(MOST_POSITIONS, HIDDEN)
        self.forms = nn.ModuleList(nn.Embedding(n, HIDDEN) for n in FORMS)
        self.scheme = nn.Embedding(schemes, HIDDEN)
        for extra in (*self.forms, self.scheme):
            nn.init.zeros_(extra.weight)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.dropout = Dropout(dropout)
        self.layers = nn.ModuleList(Layer(HIDDEN, HEADS, 4 * HIDDEN, dropout) for _ in range(layers))
        self.cue = nn.Linear(HIDDEN, len(CUE_TAGS))

    def forward(
        self, pieces: Tensor, forms: Tensor, scheme: Tensor, positions: Tensor, first: Tensor, own: Tensor, bias: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """``pieces``, ``positions`` [b, t], ``forms`` [b, t, 3], ``scheme`` [b, 1], ``first`` [b, u], ``own`` [b, w], ``bias`` of ``sight``.

        Gives states [b, u, h] with names hidden, each of them one word, and of words with names [b, w, h]; logits [b, u, 5] of cues.
        """
        x = self.dropout(self.embedded(pieces, forms, scheme, positions))
        for layer in self.layers:
            x = layer(x, bias)
        states, seen = (torch.gather(x, 1, at.unsqueeze(-1).expand(-1, -1, HIDDEN)) for at in (first, own))
        return states, seen, self.cue(self.dropout(states))

    def embedded(self, pieces: Tensor, forms: Tensor, scheme: Tensor, positions: Tensor) -> Tensor:
        """What the first layer reads [b, t, h]."""
        x = self.words(pieces) + self.positions(positions) + self.scheme(scheme)
        for column, embedding in enumerate(self.forms):
            x = x + embedding(forms[..., column])
        return self.norm(x)


def sight(sorts: Tensor, there: Tensor | None = None) -> Tensor:
    """What is added to attention scores, [b, 1, t, t]: names' own words and the pronouns beside them are seen by each other
    alone, and do not see the signs.

    ``sorts`` [b, t] as in ``Layout``; ``there`` [b, t] is 0.0 for padding.
    """
    name, sign = (sorts == NAME).float(), (sorts == SIGN).float()
    unseen = (1 - name).unsqueeze(2) * name.unsqueeze(1) + name.unsqueeze(2) * sign.unsqueeze(1)
    if there is not None:
        unseen = unseen + (1 - there).unsqueeze(1)
    return (unseen * NEVER).unsqueeze(1)


class Linker(nn.Module):
    """For each cue, a label for every word of its window: source or content of this cue, or neither."""

    def __init__(self, schemes: int, dropout: float) -> None:
        super().__init__()
        self.word = nn.Linear(HIDDEN, LINK_SIZE)
        self.cue_add, self.cue_scale = nn.Linear(HIDDEN, LINK_SIZE), nn.Linear(HIDDEN, LINK_SIZE)
        self.distance = nn.Embedding(2 * DISTANCES + 1, LINK_SIZE)
        self.norm = nn.LayerNorm(LINK_SIZE)
        self.layer = Layer(LINK_SIZE, 4, 2 * LINK_SIZE, dropout)
        self.out = nn.Linear(LINK_SIZE, len(ROLE_TAGS))

    def forward(self, states: Tensor, cue: Tensor, distance: Tensor, bias: Tensor | None = None) -> Tensor:
        """``states`` [n or 1, w, h], ``cue`` [n, h] (mean state of its words), ``distance`` [n, w] -> logits [n, w, 5]."""
        x = self.word(states) * (1 + self.cue_scale(cue)).unsqueeze(1) + self.cue_add(cue).unsqueeze(1)
        x = self.norm(x + self.distance(distance))
        return self.out(self.layer(x, bias))


class Judge(nn.Module):
    """Kind, stance and type of speaker, from the mean states of cue, source and content."""

    def __init__(self, sizes: Sizes, dropout: float) -> None:
        super().__init__()
        self.hidden = nn.Linear(3 * HIDDEN, 256)
        self.dropout = Dropout(max(dropout, 0.2))
        self.sizes = (sizes.kinds, sizes.stances, sizes.types)
        self.out = nn.Linear(256, sum(self.sizes))

    def forward(self, pooled: Tensor) -> Tensor:
        """``pooled`` [n, 3 h] -> logits [n, kinds + stances + types]."""
        return self.out(self.dropout(F.gelu(self.hidden(self.dropout(pooled)))))


class Crf(nn.Module):
    """A linear chain over ROLE_TAGS (Lafferty et al. 2001): an I- tag follows only its own B- or I- tag."""

    def __init__(self) -> None:
        super().__init__()
        n = len(ROLE_TAGS)
        self.transitions = nn.Parameter(torch.zeros(n, n))
        self.start = nn.Parameter(torch.zeros(n))
        allowed = torch.tensor([[not b.startswith("I-") or a[2:] == b[2:] for b in ROLE_TAGS] for a in ROLE_TAGS])
        self.register_buffer("forbidden", torch.where(allowed, 0.0, NEVER))
        self.register_buffer("forbidden_start", torch.tensor([NEVER if a.startswith("I-") else 0.0 for a in ROLE_TAGS]))

    def scores(self) -> tuple[Tensor, Tensor]:
        """Transition scores [from, to] and start scores, forbidden ones included."""
        return self.transitions + self.forbidden, self.start + self.forbidden_start

    def forward(self, logits: Tensor, tags: Tensor, mask: Tensor) -> Tensor:
        """Negative log likelihood [n] of ``tags`` [n, w] under ``logits`` [n, w, 5]; ``mask`` [n, w] marks real words."""
        transitions, start = self.scores()
        score = start[tags[:, 0]] + logits[:, 0].gather(1, tags[:, :1]).squeeze(1)
        emitted = logits[:, 1:].gather(2, tags[:, 1:, None]).squeeze(2) + transitions[tags[:, :-1], tags[:, 1:]]
        score = score + (emitted * mask[:, 1:]).sum(1)
        # Each word is a matrix [from, to]; neighbours are multiplied until one is left: eight steps for 250 words.
        steps = transitions + logits[:, 1:].unsqueeze(2)
        still = torch.full_like(transitions, NEVER).fill_diagonal_(0.0)
        steps = torch.where(mask[:, 1:, None, None].bool(), steps, still)
        while steps.shape[1] > 1:
            if steps.shape[1] % 2:
                steps = torch.cat([steps, still.expand(len(steps), 1, *still.shape)], 1)
            steps = torch.logsumexp(steps[:, ::2].unsqueeze(-1) + steps[:, 1::2].unsqueeze(-3), -2)
        alpha = start + logits[:, 0]
        if steps.shape[1]:
            alpha = torch.logsumexp(alpha.unsqueeze(2) + steps[:, 0], 1)
        return torch.logsumexp(alpha, 1) - score


class Spans(nn.Module):
    """Scores of every span of words as a mention, once for each annotation scheme of mentions (Yu et al. 2020).

    A span's score is the product of a vector of its first word and one of its last, with a bias for its width.
    """

    def __init__(self) -> None:
        super().__init__()
        n = len(COLUMNS)
        self.start, self.end = nn.Linear(HIDDEN, n * SPAN_SIZE), nn.Linear(HIDDEN, n * SPAN_SIZE)
        self.width = nn.Embedding(WIDEST, n)
        nn.init.constant_(self.width.weight, -5.0)
        at = torch.arange(WIDEST)
        self.register_buffer("widths", at)

    def forward(self, states: Tensor) -> Tensor:
        """``states`` [b, w, h] -> logits [b, columns, w, width]: of the span of width + 1 words that begins at w."""
        b, w, _ = states.shape
        n = len(COLUMNS)
        starts = self.start(states).view(b, w, n, SPAN_SIZE).transpose(1, 2)
        ends = self.end(states).view(b, w, n, SPAN_SIZE).transpose(1, 2)
        scores = starts @ ends.transpose(2, 3) * SPAN_SIZE**-0.5
        last = (torch.arange(w, device=states.device).unsqueeze(1) + self.widths).clamp(max=w - 1)
        return scores.gather(3, last.expand(b, n, w, WIDEST)) + self.width.weight.t()[None, :, None, :]


class Perceptron(nn.Module):
    """One hidden layer over one vector."""

    def __init__(self, size: int, hidden: int, out: int) -> None:
        super().__init__()
        self.hidden, self.out = nn.Linear(size, hidden), nn.Linear(hidden, out)
        self.dropout = Dropout(0.2)

    def forward(self, x: Tensor) -> Tensor:
        return self.out(self.dropout(F.gelu(self.hidden(self.dropout(x)))))


class Pair(nn.Module):
    """One hidden layer over two vectors, their product, and what is known of the pair."""

    def __init__(self, left: int, right: int, features: int, out: int, distances: int = 2 * DISTANCES + 1) -> None:
        super().__init__()
        self.left, self.right = nn.Linear(left, PAIR_SIZE), nn.Linear(right, PAIR_SIZE)
        self.left_factor, self.right_factor = nn.Linear(left, PRODUCT_SIZE), nn.Linear(right, PRODUCT_SIZE)
        self.product = nn.Linear(PRODUCT_SIZE, PAIR_SIZE)
        self.features = nn.Linear(features, PAIR_SIZE)
        self.distance = nn.Embedding(distances, PAIR_SIZE)
        self.out = nn.Linear(PAIR_SIZE, out)
        self.dropout = Dropout(0.2)

    def forward(self, left: Tensor, right: Tensor, i: Tensor, j: Tensor, distance: Tensor, features: Tensor) -> Tensor:
        """``left`` [l, .], ``right`` [r, .]; pairs (``i``, ``j``) [p] with ``distance`` [p], ``features`` [p, f] -> [p, out]."""
        left, right = self.dropout(left), self.dropout(right)
        product = self.left_factor(left)[i] * self.right_factor(right)[j]
        x = self.left(left)[i] + self.right(right)[j] + self.product(product)
        x = x + self.features(features) + self.distance(distance)
        return self.out(self.dropout(F.gelu(x)))


class Network(nn.Module):
    """All parts together."""

    def __init__(self, layers: int = LAYERS, sizes: Sizes | None = None, dropout: float = 0.1) -> None:
        super().__init__()
        sizes = sizes or Sizes()
        self.encoder = Encoder(layers, sizes.schemes, dropout)
        self.linker = Linker(sizes.schemes, dropout)
        self.crf = Crf()
        self.judge = Judge(sizes, dropout)
        self.spans = Spans()
        self.trigger = nn.Linear(HIDDEN, len(TRIGGER_TAGS))
        self.attack = nn.Linear(HIDDEN, len(ATTACK_TAGS))
        self.mention = Perceptron(2 * HIDDEN, 256, len(MENTION_LABELS))
        self.event = Perceptron(HIDDEN, 256, len(EVENT_TYPES) + len(FACTUALITIES) + len(MODES))
        kinds = len(MENTION_LABELS)
        self.argument = Pair(HIDDEN, 2 * HIDDEN, NEAR_FEATURES + kinds, len(ARGUMENTS))
        self.relation = Pair(2 * HIDDEN, 2 * HIDDEN, NEAR_FEATURES + 2 * kinds, len(RELATION_TYPES))
        self.coreference = Pair(2 * HIDDEN, 2 * HIDDEN, COREFERENCE_FEATURES + 2 * kinds, 1)
        for rare in (self.argument, self.relation):
            nn.init.constant_(rare.out.bias, -4.0)

    def start_from(self, base: dict[str, Tensor]) -> None:
        """Take the encoder's weights from a BERT state dict (all-MiniLM-L6-v2)."""
        own: dict[str, Any] = {}
        own["words.weight"] = base["embeddings.word_embeddings.weight"]
        own["positions.weight"] = base["embeddings.position_embeddings.weight"]
        for part in ("weight", "bias"):
            own[f"norm.{part}"] = base[f"embeddings.LayerNorm.{part}"]
        own["words.weight"] = own["words.weight"] + base["embeddings.token_type_embeddings.weight"][0]
        for i in range(len(self.encoder.layers)):
            a, b = f"encoder.layer.{i}.", f"layers.{i}."
            for part in ("weight", "bias"):
                own[f"{b}query_key_value.{part}"] = torch.cat(
                    [base[f"{a}attention.self.{x}.{part}"] for x in ("query", "key", "value")]
                )
                own[f"{b}output.{part}"] = base[f"{a}attention.output.dense.{part}"]
                own[f"{b}norm1.{part}"] = base[f"{a}attention.output.LayerNorm.{part}"]
                own[f"{b}up.{part}"] = base[f"{a}intermediate.dense.{part}"]
                own[f"{b}down.{part}"] = base[f"{a}output.dense.{part}"]
                own[f"{b}norm2.{part}"] = base[f"{a}output.LayerNorm.{part}"]
        missing, unexpected = self.encoder.load_state_dict(own, strict=False)
        assert not unexpected and all(k.startswith(("forms", "scheme", "cue")) for k in missing), (missing, unexpected)


def fewer_layers(tensors: dict[str, Tensor], layers: int) -> dict[str, Tensor]:
    """The weights of a network of ``layers`` layers, taken evenly from a larger one (Sanh et al. 2019).

    Of six, four are the first, third, fourth and sixth.
    """
    had = 1 + max(int(key.split(".")[2]) for key in tensors if key.startswith("encoder.layers."))
    keep = [round(k * (had - 1) / max(layers - 1, 1)) for k in range(layers)]
    out = {}
    for key, value in tensors.items():
        parts = key.split(".")
        if key.startswith("encoder.layers."):
            if int(parts[2]) not in keep:
                continue
            parts[2] = str(keep.index(int(parts[2])))
        out[".".join(parts)] = value
    return out


def distances(cue_begin: Tensor, cue_end: Tensor, words: int) -> Tensor:
    """Distance of each word from each cue [n, words], in words up to 24 and in steps of eight beyond, shifted to be >= 0."""
    at = torch.arange(words).unsqueeze(0)
    before, after = at - cue_begin.unsqueeze(1), at - cue_end.unsqueeze(1) + 1
    d = torch.where(before < 0, before, torch.where(after > 0, after, torch.zeros_like(after)))
    far = torch.sign(d) * (24 + (d.abs() - 24) // 8)
    return torch.clamp(torch.where(d.abs() <= 24, d, far), -DISTANCES, DISTANCES) + DISTANCES


def averaged(networks: list[dict[str, Tensor]]) -> dict[str, Tensor]:
    """The mean of the weights of ``networks``; what is no weight is the first one's."""
    first = networks[0]
    return {k: torch.stack([n[k] for n in networks]).mean(0) if v.is_floating_point() else v for k, v in first.items()}
