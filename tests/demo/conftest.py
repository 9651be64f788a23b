"""Where these tests find the telling of a story, and how two fact stores are compared."""

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "connect")]
