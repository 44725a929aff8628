"""Fails where the files in a wheel are larger in all than they may be.

usage: python .ci/wheel_size.py WHEEL MOST_BYTES
"""

import sys
import zipfile
from pathlib import Path

NEEDED = ("model/weights/model.json", "model/weights/encode.onnx", "demo/01-meridian-wire.txt", "exporters/page.css")

wheel, most = Path(sys.argv[1]), int(sys.argv[2])
with zipfile.ZipFile(wheel) as archive:
    sizes = {item.filename.removeprefix("according/"): item.file_size for item in archive.infolist()}
if absent := [name for name in NEEDED if name not in sizes]:
    sys.exit(f"FAILED: not in the wheel: {', '.join(absent)}")
total = sum(sizes.values())
print(f"{wheel.name}: {wheel.stat().st_size:,} bytes; its files {total:,} bytes of at most {most:,}")
if total > most:
    largest = sorted(sizes, key=lambda name: -sizes[name])[:5]
    sys.exit("FAILED: too large. Largest: " + ", ".join(f"{name} ({sizes[name]:,})" for name in largest))
