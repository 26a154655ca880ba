"""The shipped encoder's graph alone, whose lower layers stay as they are while tops are trained over them."""

import json
from pathlib import Path

from dateline.models.network import Network, _session

SHIPPED = Path(__file__).parent.parent / "src/dateline/models"


def lower() -> Network:
    """A network that can only ``run``: no top, no heads."""
    layout = json.loads((SHIPPED / "layout.json").read_text(encoding="utf-8"))
    return Network(_session(SHIPPED / "encoder.onnx"), None, None, layout, {})
