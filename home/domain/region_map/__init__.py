"""The map on the front page: the countries of the networks, drawn as lines from open geographic data."""

from home.domain.region_map.drawing import CountryShape, RegionMap, draw_region

__all__ = ["CountryShape", "RegionMap", "draw_region"]
