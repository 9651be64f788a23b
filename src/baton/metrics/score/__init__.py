"""From a value and its target to an achievement rate and a light; exact decimals only."""

from baton.metrics.score.achievement import CAP, achievement, change
from baton.metrics.score.light import STANDARD, Light, LightRule

__all__ = ["CAP", "STANDARD", "Light", "LightRule", "achievement", "change"]
