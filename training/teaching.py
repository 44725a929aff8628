"""What a larger network says of a batch, for the one that is trained to be like it: states of words, cues, events, pairs.

Of annotated reports, ``notes_of`` reads every word beforehand: by several networks, with the names as they are and with
others, in whole windows. The mean is what cues and events are drawn to, whatever the names and however short the window.
"""

import random
from dataclasses import dataclass
from typing import cast

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from according.ledger import EVENT_TYPES, FACTUALITIES
from batches import Batch, Cutter, Item, batches, stack
from data import Text
from network import CUE_TAGS, Network
from renaming import Pool, renamed

TYPES, FACTS = len(EVENT_TYPES), len(FACTUALITIES)
NUMBERS = (len(CUE_TAGS), 3, TYPES, FACTS)
"""How many probabilities are noted of a word: of cues, triggers, types, factuality."""

Notes = dict[str, np.ndarray]
"""By a text's name, the probabilities [words, sum of NUMBERS] of its words."""


@dataclass
class Telling:
    """A teacher, its states [b, w, h] of the words of a batch, and its probabilities of cues, triggers, types, factuality."""

    network: Network
    states: Tensor
    words: list[Tensor]


def telling_of(teacher: Network, batch: Batch, notes: Notes) -> Telling:
    """The teacher's reading of a batch; what was noted of a word goes before what it says of it here."""
    with torch.no_grad():
        states, said = _reading(teacher, batch)
        for row, item in enumerate(batch.items):
            name, at = _origin(item)
            if name in notes:
                here = np.flatnonzero(at >= 0)
                noted = torch.from_numpy(notes[name][at[here]].astype(np.float32))
                said[row, torch.from_numpy(here).to(said.device)] = noted.to(said.device)
    return Telling(teacher, states, list(said.split(NUMBERS, 2)))


def notes_of(
    networks: list[Network], texts: list[Text], cutter: Cutter, pool: Pool, rng: random.Random, views: int
) -> Notes:
    """What ``networks`` say of the words of ``texts``: the mean over ``views`` readings by each, all but one with other names."""
    sums = {t.name: np.zeros((len(cutter.items(t, None)[-1].edges[0]), sum(NUMBERS))) for t in texts}
    counts = {name: np.zeros(len(s)) for name, s in sums.items()}
    device = next(networks[0].parameters()).device
    for view in range(views):
        items = [i for t in texts for i in cutter.items(renamed(t, rng, pool) if view else t, None)]
        groups = list(batches(items, None))
        for number, group in enumerate(groups):
            batch = stack(group).to(device)
            with torch.no_grad():
                said = cast(Tensor, sum(_reading(network, batch)[1] for network in networks)).cpu().numpy()
            for row, item in enumerate(group):
                name, at = _origin(item)
                here = np.flatnonzero(at >= 0)
                sums[name][at[here]] += said[row, here]
                counts[name][at[here]] += len(networks)
            if number % 100 == 0:
                print(f"notes: reading {view + 1} of {views}, {number}/{len(groups)}", flush=True)
    return {n: (s / np.maximum(counts[n], 1)[:, None]).astype(np.float16) for n, s in sums.items()}


def _origin(item: Item) -> tuple[str, np.ndarray]:
    """The text in which an item's words first stood, and which word of it each of them is (-1: none)."""
    if not item.text.before:
        return item.text.name, np.arange(item.begin, item.end)
    here = np.full(item.end - item.begin, -1) if item.origin is None else item.origin
    return item.text.before[0].name, here


def taught(network: Network, telling: Telling, states: Tensor, cue_logits: Tensor, mask: Tensor) -> dict[str, Tensor]:
    """How far ``states`` [b, w, h] are from the teacher's (Jiao et al. 2020), and what is read off them (Hinton et al. 2015)."""
    cues, triggers, types, facts = telling.words
    out = {"states": ((states - telling.states).square().mean(2) * mask).sum() / mask.sum()}
    likely = triggers[..., 1] * mask
    told = network.event(states)
    many = (cues[..., [1, 3]].sum(2) * mask).sum().clamp(min=10)
    out["told cue"] = (_divergence(cue_logits, cues) * mask).sum() / many
    out["told trigger"] = (_divergence(network.trigger(states), triggers) * mask).sum() / likely.sum().clamp(min=10)
    apart = _divergence(told[..., :TYPES], types) + _divergence(told[..., TYPES : TYPES + FACTS], facts)
    out["told event"] = (apart * likely).sum() / likely.sum().clamp(min=10)
    last = torch.arange(mask.shape[1], device=mask.device).unsqueeze(1) + network.spans.widths
    inside = (last < mask.sum(1).long()[:, None, None]).unsqueeze(1)
    with torch.no_grad():
        spans = torch.sigmoid(telling.network.spans(telling.states))
    out["told span"] = divided(network.spans(states), spans, inside)
    return out


def divided(logits: Tensor, said: Tensor, mask: Tensor | None = None) -> Tensor:
    """Cross entropy of independent ``logits`` from the probabilities ``said``, over what is likely to be there."""
    apart = F.binary_cross_entropy_with_logits(logits, said, reduction="none")
    if mask is not None:
        apart, said = apart * mask, said * mask
    return apart.sum() / said.sum().clamp(min=10)


def _divergence(logits: Tensor, wanted: Tensor) -> Tensor:
    """Kullback and Leibler's, of the distribution that ``logits`` [..., n] give from ``wanted``."""
    return (wanted * (wanted.clamp(min=1e-6).log() - torch.log_softmax(logits, -1))).sum(-1)


def _reading(network: Network, batch: Batch) -> tuple[Tensor, Tensor]:
    """States of the words, and their probabilities of cues, triggers, types and factuality side by side."""
    with torch.autocast(batch.pieces.device.type, torch.bfloat16):
        states, cues = network.encoder(batch.pieces, batch.forms, batch.scheme, batch.first, batch.bias)
    states = states.float()
    told = network.event(states)
    logits = [cues.float(), network.trigger(states), told[..., :TYPES], told[..., TYPES : TYPES + FACTS]]
    return states, torch.cat([torch.softmax(x, -1) for x in logits], 2)
