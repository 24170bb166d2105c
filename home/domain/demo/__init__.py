"""The demonstration content: can be loaded any number of times, and removed again."""

from home.domain.demo.loading import erase_demonstration, load_demonstration
from home.domain.demo.water import load_water

__all__ = ["erase_demonstration", "load_demonstration", "load_water"]
