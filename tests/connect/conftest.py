"""Where the mirror's tests find their comparison, and the small business of the books' tests."""

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "modules_account_cn")]
