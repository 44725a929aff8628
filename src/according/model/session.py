"""The ONNX sessions: the only place that imports onnxruntime."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime as ort
from tokenizers import Tokenizer

from according.model.heads import Heads, load_heads
from according.model.words import load_tokenizer

Floats = npt.NDArray[np.float32]
WEIGHTS = Path(__file__).parent / "weights"
_SLOW_FUSION = "SkipLayerNormFusion"


@dataclass(frozen=True)
class Model:
    """An opened model: sessions, tokenizer and the table of labels, transitions and calibration (``model.json``)."""

    id: str
    tokenizer: Tokenizer
    encode: Any
    link: Any
    judge: Any
    heads: Heads
    table: dict[str, Any]
    transitions: Floats
    start: Floats


def open_model(weights: Path = WEIGHTS, threads: int = 1) -> Model:
    """Open the model kept in the folder ``weights``. Every process opens its own. Raises OSError where it is missing."""
    table = json.loads((weights / "model.json").read_text(encoding="utf8"))
    ort.set_default_logger_severity(3)
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # A document's windows differ in length: an arena that keeps every size ever asked for would grow without bound.
    options.enable_mem_pattern = False

    def session(name: str) -> Any:
        # One operator for sum and norm is slower on processors than the two it would replace.
        return ort.InferenceSession(
            weights / f"{name}.onnx", options, providers=["CPUExecutionProvider"], disabled_optimizers=[_SLOW_FUSION]
        )

    return Model(
        id=table["id"],
        tokenizer=load_tokenizer(weights / "tokenizer.json"),
        encode=session("encode"),
        link=session("link"),
        judge=session("judge"),
        heads=load_heads(weights / "heads.npz"),
        table=table,
        transitions=np.asarray(table["transitions"], dtype=np.float32),
        start=np.asarray(table["start"], dtype=np.float32),
    )
