"""The model: text to words and windows, ONNX sessions (the only onnxruntime import), decoding; weights/."""

from according.model.read import SCHEMES, find
from according.model.session import Model, open_model

__all__ = ["SCHEMES", "Model", "find", "open_model"]
