"""Turn trained weights into the package's: three ONNX graphs, int8 where it pays, and what decoding needs.

usage: python training/export.py RUN/network.pt [RUN/network.pt ...] [--to src/according/model/weights] [--float]

Calibration (training/calibrate.py) adds its figures to ``model.json`` afterwards.
"""

import argparse
import hashlib
import json
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn

from according.ledger import ACTOR_TYPES, KINDS, RELATION_TYPES, STANCES
from according.model.hiding import NAME, PLAIN, SIGN
from according.model.labels import ARGUMENTS, COLUMNS
from network import CUE_TAGS, HIDDEN, ROLE_TAGS, SPAN_SIZE, Network, averaged
from train import base_tokenizer

WEIGHTS = Path(__file__).parent.parent / "src/according/model/weights"


class Encode(nn.Module):
    """One window of w words, or u where each name is one: states [u, h] with names hidden, and with names [w, h];
    probabilities of cues [u, 5], triggers [u, 3], attack roles [u, 11]; scores of mentions.

    The scores [columns, w, w] are of spans from the first word to the last, without the bias for their width.
    """

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.encoder, self.spans = network.encoder, network.spans
        self.trigger, self.attack = network.trigger, network.attack

    def forward(
        self,
        pieces: Tensor,
        forms: Tensor,
        scheme: Tensor,
        positions: Tensor,
        sorts: Tensor,
        first: Tensor,
        own: Tensor,
    ) -> tuple[Tensor, ...]:
        x = self.encoder.embedded(pieces, forms, scheme, positions)
        plain, name, shown = (y[0].nonzero().squeeze(1) for y in (sorts != NAME, sorts == NAME, sorts == PLAIN))
        others, names = x.index_select(1, plain), x.index_select(1, name)
        for layer in self.encoder.layers:
            others, names = layer.apart(others, names, shown)  # names come last: the others' indices stay
        x = torch.cat([others, names], 1)[0]
        states, seen = x.index_select(0, first[0]), x.index_select(0, own[0])
        shape = (-1, len(COLUMNS), SPAN_SIZE)
        starts, ends = self.spans.start(seen).view(shape), self.spans.end(seen).view(shape)
        spans = (starts.permute(1, 0, 2) @ ends.permute(1, 2, 0)) * SPAN_SIZE**-0.5
        soft = lambda x: torch.softmax(x, -1)  # noqa: E731
        return (
            states,
            seen,
            soft(self.encoder.cue(states)),
            soft(self.trigger(states)),
            soft(self.attack(states)),
            spans,
        )


class Link(nn.Module):
    """The cues of one window: role logits [n, w, 5]."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.linker = network.linker

    def forward(self, states: Tensor, cue: Tensor, distance: Tensor) -> Tensor:
        return self.linker(states.unsqueeze(0), cue, distance)


def save(
    module: nn.Module,
    args: tuple[Tensor, ...],
    names: list[str],
    outputs: list[str],
    axes: dict,
    path: Path,
    quantised: bool,
) -> None:
    """Export ``module`` to ``path``, as int8 where ``quantised``."""
    with tempfile.TemporaryDirectory() as folder:
        plain, prepared = Path(folder) / "plain.onnx", Path(folder) / "prepared.onnx"
        torch.onnx.export(
            module,
            args,
            str(plain),
            dynamo=False,
            input_names=names,
            output_names=outputs,
            dynamic_axes=axes,
            opset_version=17,
            custom_opsets={"com.microsoft": 1},
        )
        if quantised:
            quant_pre_process(str(plain), str(prepared), skip_symbolic_shape=True)
            # Seven bits a weight: processors without VNNI add two products in 16 bits, which eight would overflow.
            quantize_dynamic(str(prepared), str(path), weight_type=QuantType.QInt8, per_channel=True, reduce_range=True,
                             op_types_to_quantize=["MatMul", "Gather"], extra_options={"MatMulConstBOnly": True})  # fmt: skip
        else:
            onnx.save(onnx.load(str(plain)), str(path))


def save_heads(network: Network, path: Path) -> None:
    """The heads that run in numpy: weights as [in, out], 16-bit."""
    arrays = {"widths": network.spans.width.weight.t()}
    for name in ("mention", "event", "argument", "relation", "coreference"):
        for key, value in getattr(network, name).state_dict().items():
            linear = key.endswith("weight") and not key.startswith("distance")
            arrays[f"{name}.{key}"] = value.t() if linear else value
    np.savez(path, **{key: value.detach().numpy().astype(np.float16) for key, value in arrays.items()})


def main() -> None:
    """Export all parts."""
    parser = argparse.ArgumentParser()
    parser.add_argument(
        "networks",
        type=Path,
        nargs="+",
        help="network.pt of runs from one start; several are averaged (Wortsman et al. 2022)",
    )
    parser.add_argument("--to", type=Path, default=WEIGHTS)
    parser.add_argument("--float", action="store_true", help="keep 32-bit weights")
    options = parser.parse_args()
    states = [torch.load(path, map_location="cpu") for path in options.networks]
    network = Network(states[0]["layers"])
    network.load_state_dict(averaged([state["network"] for state in states]))
    network.eval()
    options.to.mkdir(parents=True, exist_ok=True)
    t, w, n = 40, 30, 3
    row, at = torch.zeros(1, t, dtype=torch.long), torch.arange(w).unsqueeze(0)
    sorts = torch.tensor([[PLAIN] * 20 + [SIGN] * 5 + [NAME] * (t - 25)])
    whole = (
        row,
        torch.zeros(1, t, 3, dtype=torch.long),
        torch.ones(1, 1, dtype=torch.long),
        row,
        sorts,
        at[:, : w - 3],
        at,
    )
    save(Encode(network), whole, ["pieces", "forms", "scheme", "positions", "sorts", "first", "own"],
         ["states", "seen", "cues", "triggers", "attacks", "spans"],
         {**{name: {1: "t"} for name in ("pieces", "forms", "positions", "sorts")}, "first": {1: "u"}, "own": {1: "w"},
          **{name: {0: "u"} for name in ("states", "cues", "triggers", "attacks")}, "seen": {0: "w"}, "spans": {1: "w", 2: "w"}},
         options.to / "encode.onnx", not options.float)  # fmt: skip
    save(Link(network), (torch.zeros(w, HIDDEN), torch.zeros(n, HIDDEN), torch.zeros(n, w, dtype=torch.long)),
         ["states", "cue", "distance"], ["roles"], {"states": {0: "w"}, "cue": {0: "n"}, "distance": {0: "n", 1: "w"}, "roles": {0: "n", 1: "w"}},
         options.to / "link.onnx", not options.float)  # fmt: skip
    save(network.judge, (torch.zeros(n, 3 * HIDDEN),), ["pooled"], ["judgements"], {"pooled": {0: "n"}, "judgements": {0: "n"}},
         options.to / "judge.onnx", False)  # fmt: skip
    save_heads(network, options.to / "heads.npz")
    base_tokenizer().save(str(options.to / "tokenizer.json"), pretty=False)
    transitions, start = network.crf.scores()
    table = {
        "cue_tags": CUE_TAGS, "role_tags": ROLE_TAGS, "transitions": transitions.tolist(), "start": start.tolist(),
        "kinds": KINDS, "stances": STANCES, "types": ACTOR_TYPES,
    }  # fmt: skip
    old = options.to / "model.json"
    # Until training/calibrate.py has run: the odds of cue and path alone.
    table |= {
        "cue_bonus": [0.4, 0.4],
        "confidence": [0.5, 0.3, 0.0, 0.0, 0.0, 0.0, 0.0],
        "least": 0.0,
        "cue_stances": {},
        "cuts": {
            "event": 0.4,
            "arguments": dict.fromkeys(ARGUMENTS, 0.5),
            "relations": dict.fromkeys(RELATION_TYPES, 0.5),
        },
    }
    if old.exists():
        table = {
            **table,
            **{
                k: v
                for k, v in json.loads(old.read_text()).items()
                if k in ("confidence", "least", "least_nested", "cue_stances", "cuts")
            },
        }
    table["id"] = hashlib.sha256(
        b"".join((options.to / p).read_bytes() for p in ("encode.onnx", "link.onnx", "judge.onnx", "heads.npz"))
    ).hexdigest()[:16]
    old.write_text(json.dumps(table, indent=1) + "\n")
    for file in sorted(options.to.iterdir()):
        print(f"{file.name:16} {file.stat().st_size / 1e6:6.1f} MB")


if __name__ == "__main__":
    main()
