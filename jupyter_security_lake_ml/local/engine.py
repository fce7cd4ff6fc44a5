"""The local engine: answers Athena's operations over a folder of Parquet."""

from pathlib import Path

from .errors import AthenaError


class LocalAthena:
    """Athena's JSON 1.1 operations over a local lake.

    ``lake_dir`` may be missing or empty: the engine then lists no tables and says so in its answers.
    """

    def __init__(self, lake_dir: Path | str, region: str = "us-east-1"):
        self.lake_dir = Path(lake_dir)
        self.region = region

    @property
    def demo(self) -> bool:
        """Whether the lake is one that the demo generator made."""
        return (self.lake_dir / "incidents.json").is_file()

    async def call(self, operation: str, body: dict) -> dict:
        """Answer one operation; raises ``AthenaError`` for a request that Athena would refuse."""
        raise AthenaError("UnknownOperationException", f"{operation} is not supported by the local engine")

    def close(self) -> None:
        """Stop what runs and free the engine's resources."""
