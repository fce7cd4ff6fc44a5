"""What a scanned byte costs: the server's configuration, delivered with the config; the browser does the sums."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

MINIMUM_BYTES = 10_000_000
"""Athena charges at least so much for each query, however little it reads."""

LIST_PRICE = 5.0
"""USD per TB on AWS's price page for most regions. A TB is taken as 10¹² bytes, so that no sum is too small."""


@dataclass(frozen=True)
class PriceList:
    """Price of a TB scanned: one for all regions, and others for some."""

    per_tb: float = LIST_PRICE
    regions: Mapping[str, float] = field(default_factory=dict)
    currency: str = "USD"

    def of(self, kind: str, region: str) -> dict[str, Any] | None:
        """The price in ``region`` (``IPrice`` in src/athena/price.ts); None for a back end that costs nothing."""
        if kind != "athena":
            return None
        per_tb = self.regions.get(region, self.per_tb)
        return {"perTb": per_tb, "currency": self.currency, "minimumBytes": MINIMUM_BYTES}
