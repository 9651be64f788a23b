"""Where these tests find the business of the mirror's and the books' tests."""

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "connect"), str(HERE.parent / "modules_account_cn")]
