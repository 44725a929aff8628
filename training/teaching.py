"""What a larger network says of a batch, for the one that is trained to be like it: states of words, cues, events, pairs.

Teachers read with names; the one that is taught learns what they say of words from which names are hidden.

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
from batches import Batch, Cutter, Item, Reading, batches, reading
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
        states, said = _read(teacher, batch.items)
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
    sums = {t.name: np.zeros((len(cutter.items(t, None)[-1].words.all), sum(NUMBERS))) for t in texts}
    counts = {name: np.zeros(len(s)) for name, s in sums.items()}
    for view in range(views):
        items = [i for t in texts for i in cutter.items(renamed(t, rng, pool) if view else t, None)]
        groups = list(batches(items, None))
        for number, group in enumerate(groups):
            with torch.no_grad():
                said = cast(Tensor, sum(_read(network, group)[1] for network in networks)).cpu().numpy()
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
        return item.text.name, np.arange(item.words.begin, item.words.end)
    here = np.full(len(item.words), -1) if item.origin is None else item.origin
    return item.text.before[0].name, here


def taught(
    network: Network, telling: Telling, states: Tensor, seen: Tensor, cue_logits: Tensor, batch: Batch
) -> dict[str, Tensor]:
    """How far the states ``seen`` [b, w, h] are from the teacher's (Jiao et al. 2020), and what is read off them and off
    ``states`` [b, u, h], with names hidden, from what it says (Hinton et al. 2015); of a name, what it says of its first word.
    """
    mask, all_words = batch.mask, batch.word_mask
    cues, triggers, types, facts = (
        said.gather(1, batch.heads.unsqueeze(2).expand(-1, -1, said.shape[2])) for said in telling.words
    )
    out = {"states": ((seen - telling.states).square().mean(2) * all_words).sum() / all_words.sum()}
    likely = triggers[..., 1] * mask
    told = network.event(states)
    many = (cues[..., [1, 3]].sum(2) * mask).sum().clamp(min=10)
    out["told cue"] = (_divergence(cue_logits, cues) * mask).sum() / many
    out["told trigger"] = (_divergence(network.trigger(states), triggers) * mask).sum() / likely.sum().clamp(min=10)
    apart = _divergence(told[..., :TYPES], types) + _divergence(told[..., TYPES : TYPES + FACTS], facts)
    out["told event"] = (apart * likely).sum() / likely.sum().clamp(min=10)
    last = torch.arange(all_words.shape[1], device=mask.device).unsqueeze(1) + network.spans.widths
    inside = (last < all_words.sum(1).long()[:, None, None]).unsqueeze(1)
    with torch.no_grad():
        spans = torch.sigmoid(telling.network.spans(telling.states))
    out["told span"] = divided(network.spans(seen), spans, inside)
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


def encoded(network: Network, given: Reading) -> tuple[Tensor, Tensor, Tensor]:
    """States of words with names hidden and with names, and logits of cues, in 32 bits."""
    with torch.autocast(given.pieces.device.type, torch.bfloat16):
        states, seen, cues = network.encoder(**vars(given))
    return states.float(), seen.float(), cues.float()


def _read(network: Network, items: list[Item]) -> tuple[Tensor, Tensor]:
    """States of the words, and their probabilities of cues, triggers, types and factuality side by side; nothing is hidden."""
    device = next(network.parameters()).device
    states, _, cues = encoded(network, reading(items, hide=False).to(device))
    told = network.event(states)
    logits = [cues, network.trigger(states), told[..., :TYPES], told[..., TYPES : TYPES + FACTS]]
    return states, torch.cat([torch.softmax(x, -1) for x in logits], 2)
