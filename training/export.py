"""Turn trained weights into the package's: three ONNX graphs, int8 where it pays, and what decoding needs.

usage: python training/export.py RUN/network.pt [--to src/according/model/weights] [--float]

Calibration (training/calibrate.py) adds its figures to ``model.json`` afterwards.
"""

import argparse
import hashlib
import json
import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn

from according.ledger import ACTOR_TYPES, KINDS, STANCES
from network import CUE_TAGS, HIDDEN, ROLE_TAGS, Network
from train import base_tokenizer

WEIGHTS = Path(__file__).parent.parent / "src/according/model/weights"


class Encode(nn.Module):
    """One window: states [w, h] and cue probabilities [w, 5]."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.encoder = network.encoder

    def forward(self, pieces: Tensor, forms: Tensor, scheme: Tensor, first: Tensor) -> tuple[Tensor, Tensor]:
        states, logits = self.encoder(pieces, forms, scheme, first)
        return states[0], torch.softmax(logits[0], -1)


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
        )
        if quantised:
            quant_pre_process(str(plain), str(prepared), skip_symbolic_shape=True)
            # Seven bits a weight: processors without VNNI add two products in 16 bits, which eight would overflow.
            quantize_dynamic(str(prepared), str(path), weight_type=QuantType.QInt8, per_channel=True, reduce_range=True,
                             op_types_to_quantize=["MatMul", "Gather"], extra_options={"MatMulConstBOnly": True})  # fmt: skip
        else:
            onnx.save(onnx.load(str(plain)), str(path))


def main() -> None:
    """Export all parts."""
    parser = argparse.ArgumentParser()
    parser.add_argument("network", type=Path)
    parser.add_argument("--to", type=Path, default=WEIGHTS)
    parser.add_argument("--float", action="store_true", help="keep 32-bit weights")
    options = parser.parse_args()
    state = torch.load(options.network)
    network = Network(state["layers"])
    network.load_state_dict(state["network"])
    network.eval()
    options.to.mkdir(parents=True, exist_ok=True)
    t, w, n = 40, 30, 3
    whole = (torch.zeros(1, t, dtype=torch.long), torch.zeros(1, t, 3, dtype=torch.long), torch.ones(1, 1, dtype=torch.long),
             torch.arange(w).unsqueeze(0))  # fmt: skip
    save(Encode(network), whole, ["pieces", "forms", "scheme", "first"], ["states", "cues"],
         {"pieces": {1: "t"}, "forms": {1: "t"}, "first": {1: "w"}, "states": {0: "w"}, "cues": {0: "w"}},
         options.to / "encode.onnx", not options.float)  # fmt: skip
    save(Link(network), (torch.zeros(w, HIDDEN), torch.zeros(n, HIDDEN), torch.zeros(n, w, dtype=torch.long)),
         ["states", "cue", "distance"], ["roles"], {"states": {0: "w"}, "cue": {0: "n"}, "distance": {0: "n", 1: "w"}, "roles": {0: "n", 1: "w"}},
         options.to / "link.onnx", False)  # fmt: skip
    save(network.judge, (torch.zeros(n, 3 * HIDDEN),), ["pooled"], ["judgements"], {"pooled": {0: "n"}, "judgements": {0: "n"}},
         options.to / "judge.onnx", False)  # fmt: skip
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
    }
    if old.exists():
        table = {
            **table,
            **{k: v for k, v in json.loads(old.read_text()).items() if k in ("confidence", "least", "cue_stances")},
        }
    table["id"] = hashlib.sha256(
        b"".join((options.to / f"{p}.onnx").read_bytes() for p in ("encode", "link", "judge"))
    ).hexdigest()[:16]
    old.write_text(json.dumps(table, indent=1) + "\n")
    for file in sorted(options.to.iterdir()):
        print(f"{file.name:16} {file.stat().st_size / 1e6:6.1f} MB")


if __name__ == "__main__":
    main()
