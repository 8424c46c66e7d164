"""The dashboard, which tells in the end when its checks began: `board_app.py CONFIG REPORT`."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from tui.app import Dashboard
from tui.config.loader import load_config

if __name__ == "__main__":
    app = Dashboard(load_config(Path(sys.argv[1]), environ=os.environ))
    app.run()
    report = {
        "starts": {state.name: [sample.at for sample in state.samples] for state in app.board.endpoints},
        "missed": sum(state.missed for state in app.board.endpoints),
    }
    Path(sys.argv[2]).write_text(json.dumps(report), encoding="utf-8")
