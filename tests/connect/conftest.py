"""Where the mirror's tests find the small business that the books' tests tell."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "modules_account_cn"))
