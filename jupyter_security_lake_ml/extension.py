"""The Jupyter server extension: its configuration, and the parts that the routes use."""

import asyncio
import os
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jupyter_core.paths import jupyter_data_dir
from jupyter_server.extension.application import ExtensionApp
from traitlets import Dict, Enum, Float, Integer, List, Unicode, default, validate
from traitlets.traitlets import TraitError

from . import __version__
from .audit import Audit
from .cache import CacheDesk, ClosedDays
from .gate import Gate
from .handlers import HANDLERS
from .ledger import Ledger
from .mistakes import Place, mistakes_in, unknown_settings
from .policy import Judge, Rules
from .price import LIST_PRICE, PriceList
from .selection import Choice, LocalDoor, Selection

if TYPE_CHECKING:
    from .check import Row
    from .remote import RemoteAthena

ENVIRONMENT = "SECURITY_LAKE_ML_"


@dataclass
class Services:
    """What the routes use."""

    gate: Gate
    selection: Selection
    backends: "Backends"
    judge: Judge
    ledger: Ledger
    prices: PriceList
    cache: CacheDesk
    retention_days: int

    async def describe(self) -> dict[str, Any]:
        """The answer of the config route (``IServerConfig`` in src/analysis/types.ts)."""
        choice = await self.selection.now()
        rules = self.gate.rules
        region = choice.backend.region if choice.backend else ""
        return {
            "version": __version__,
            "backend": choice.kind,
            "demo": bool(choice.backend and choice.backend.demo),
            "region": region,
            "workgroup": rules.workgroups[0],
            "workgroups": list(rules.workgroups),
            "catalog": rules.catalog,
            "databases": list(rules.databases),
            "reason": choice.reason,
            "ready": choice.ready,
            "identity": choice.identity,
            "price": self.prices.of(choice.kind, region),
            "cutoffBytes": choice.cutoff_bytes,
            "cache": self.cache.describe(choice),
            "retentionDays": self.retention_days,
        }

    async def check(self, owner: str, row: "Row") -> AsyncIterator[dict[str, Any]]:
        """Choose the back end anew and try it step by step; the report so far after each change.

        A report is what ``describe`` says with ``steps``, and ``done`` in the last one; ``ready`` is True when
        also no step failed.
        """
        from .check import ConnectionCheck

        # Whoever just looks for credentials, for seconds at times, holds what this waits for.
        await asyncio.to_thread(self.backends.forget)
        choice = await self.selection.again()
        about = await self.describe()
        steps: list[dict[str, Any]] = []
        async for steps in ConnectionCheck(self.gate, choice, owner).walk(row):
            yield {**about, "steps": steps, "done": False}
        ready = choice.ready and all(step["state"] != "failed" for step in steps)
        yield {**about, "ready": ready, "steps": steps, "done": True}

    def close(self) -> None:
        """Free everything."""
        self.backends.close()
        self.judge.close()
        self.ledger.close()


class Backends:
    """The back ends that the configuration allows, each made when it is first needed."""

    def __init__(self, app: "SecurityLakeApp"):
        self._app = app
        self._local = LocalDoor(app.lake_dir, app.region or "us-east-1", app.rules().workgroups)
        self._remote: RemoteAthena | None = None

    async def choose(self) -> Choice:
        """The back end by configuration and by what answers; none when the configuration has a mistake."""
        if self._app.mistakes:
            kind = "local" if self._app.backend == "local" else "athena"
            why = "The configuration of the server has a mistake, so nothing is answered"
            return Choice(kind, None, False, f"{why}: {' '.join(self._app.mistakes)}")
        if self._app.backend == "local":
            return await self._local.choose("")
        from .connection import choose_athena, choose_automatically

        if self._remote is None:
            self._remote = await asyncio.to_thread(self._make_remote)
        workgroups = self._app.rules().workgroups
        if self._app.backend == "athena":
            return await choose_athena(self._remote, workgroups)
        return await choose_automatically(self._remote, self._local, workgroups)

    def forget(self) -> None:
        """Look for credentials again."""
        if self._remote is not None:
            self._remote.forget()

    def close(self) -> None:
        """Close what was made."""
        self._local.close()
        if self._remote is not None:
            self._remote.close()

    def _make_remote(self) -> "RemoteAthena":
        from .remote import AwsSession, RemoteAthena

        app = self._app
        session = AwsSession(app.region, app.profile, app.connections)
        return RemoteAthena(session, app.call_seconds, app.connections)


def _environment(name: str, otherwise: str = "") -> str:
    return os.environ.get(ENVIRONMENT + name, "").strip() or otherwise


def _names(value: str) -> list[str]:
    return [name.strip() for name in value.split(",") if name.strip()]


class SecurityLakeApp(ExtensionApp):
    """Security Lake for JupyterLab: signs and guards Athena calls, or answers them from a local lake.

    Every trait that has an environment variable takes its default from it; configuration files and the
    command line win. Nothing here can be set from the browser.
    """

    name = "jupyter_security_lake_ml"
    extension_url = "/lab"
    load_other_extensions = True

    mistakes: tuple[str, ...] = ()
    """What is wrong with the configuration; nothing is answered while there is something."""

    backend = Enum(
        ["auto", "athena", "local"],
        "auto",
        help="Who answers: Athena, the local engine, or (auto) Athena when credentials and workgroup answer.",
    ).tag(config=True)
    workgroup = Unicode(
        help="Athena workgroups that may be used, comma-separated; the first one is the default."
    ).tag(config=True)
    catalog = Unicode(help="The data catalogue that may be queried.").tag(config=True)
    databases = List(Unicode(), help="Databases that may be queried; empty: all of the catalogue.").tag(
        config=True
    )
    output_location = Unicode(
        help="s3:// location of results; empty: the workgroup's own, or managed results."
    ).tag(config=True)
    lake_dir = Unicode(help="Folder of the local lake.").tag(config=True)
    region = Unicode(help="AWS region; empty: as botocore finds it.").tag(config=True)
    profile = Unicode(help="AWS profile; empty: as botocore finds it.").tag(config=True)
    encryption = Enum(
        ["", "SSE_S3", "SSE_KMS", "CSE_KMS"], "", help="Encryption of results in output_location."
    ).tag(config=True)
    kms_key = Unicode(help="KMS key for SSE_KMS and CSE_KMS.").tag(config=True)
    bucket_owner = Unicode(help="Account that has to own the bucket of output_location.").tag(config=True)
    result_reuse_minutes = Integer(
        0,
        min=0,
        max=10_080,
        help="Age of results that Athena may reuse; 0: none. Not for Lake Formation tables.",
    ).tag(config=True)
    price_per_tb = Float(
        LIST_PRICE,
        min=0,
        help="What Athena charges for a TB scanned, in regions without a price of their own.",
    ).tag(config=True)
    region_prices = Dict(
        value_trait=Float(min=0), key_trait=Unicode(), help="Price of a TB scanned by region."
    ).tag(config=True)
    currency = Unicode("USD", help="Currency of the prices, as ISO 4217 writes it.").tag(config=True)
    max_statement_bytes = Integer(262_144, min=1, max=262_144, help="Longest statement.").tag(config=True)
    call_seconds = Integer(45, min=1, help="Deadline of one call to Athena, retries included.").tag(
        config=True
    )
    connections = Integer(16, min=1, help="Calls to Athena under way at once.").tag(config=True)
    cache = Enum(
        ["auto", "on", "off"],
        "auto",
        help="Keep results of closed days, so that they are paid once: auto, where queries cost money.",
    ).tag(config=True)
    cache_megabytes = Integer(
        500, min=1, help="Most that is kept for each user; what was used longest ago goes first."
    ).tag(config=True)
    cache_margin_hours = Integer(
        24, min=0, help="Hours after its end at which a day counts as closed: rows arrive late."
    ).tag(config=True)
    retention_days = Integer(
        min=0, help="Days for which the lake keeps rows, the fewest of its regions; 0: for ever."
    ).tag(config=True)
    state_dir = Unicode(help="Private folder for query ids and caches.").tag(config=True)

    @default("backend")
    def _default_backend(self) -> str:
        value = _environment("BACKEND", "auto").lower()
        if value not in ("auto", "athena", "local"):
            raise TraitError(f"{ENVIRONMENT}BACKEND is {value!r}; it takes auto, athena or local")
        return value

    @default("workgroup")
    def _default_workgroup(self) -> str:
        return _environment("WORKGROUP", "primary")

    @validate("currency")
    def _is_a_currency(self, proposal: Any) -> str:
        if re.fullmatch(r"[A-Z]{3}", proposal["value"]) is None:
            raise TraitError("currency takes three capital letters, such as USD")
        return str(proposal["value"])

    @default("catalog")
    def _default_catalog(self) -> str:
        return _environment("CATALOG", "AwsDataCatalog")

    @default("databases")
    def _default_databases(self) -> list[str]:
        return _names(_environment("DATABASES"))

    @default("output_location")
    def _default_output_location(self) -> str:
        return _environment("OUTPUT_LOCATION")

    @default("lake_dir")
    def _default_lake_dir(self) -> str:
        return _environment("LAKE_DIR")

    @default("retention_days")
    def _default_retention_days(self) -> int:
        value = _environment("RETENTION_DAYS", "0")
        if not re.fullmatch(r"\d{1,6}", value, re.ASCII):
            raise TraitError(
                f"{ENVIRONMENT}RETENTION_DAYS is {value!r}; it takes a number of days, 0 for ever"
            )
        return int(value)

    @default("state_dir")
    def _default_state_dir(self) -> str:
        return str(Path(jupyter_data_dir()) / "security-lake-ml")

    def _link_jupyter_server_extension(self, serverapp: Any) -> None:
        try:
            super()._link_jupyter_server_extension(serverapp)
        except Exception as error:
            # The server logs it and goes on, with the defaults in place of all that was configured.
            self.mistakes = (f"{str(error).rstrip('.')}.",)
            raise

    def initialize(self) -> None:
        """Set up routes and parts; with a mistake in the configuration they say so and answer nothing else."""
        self.mistakes = (*self.mistakes, *self._mistakes_of_values())
        for mistake in self.mistakes:
            self.log.error("The configuration of Security Lake has a mistake: %s", mistake)
        super().initialize()

    def _mistakes_of_values(self) -> list[str]:
        # A value from the environment is looked at when it is first read.
        unreadable = []
        for name, trait in self.class_own_traits(config=True).items():
            try:
                getattr(self, name)
            except TraitError as error:
                setattr(self, name, trait.default_value)
                unreadable.append(f"{error}.")
        if unreadable:
            return unreadable
        place = Place(
            region=self.region,
            workgroups=_names(self.workgroup),
            catalog=self.catalog,
            databases=self.databases,
            output_location=self.output_location,
            bucket_owner=self.bucket_owner,
            encryption=self.encryption,
            kms_key=self.kms_key,
        )
        return [*unknown_settings(self.config[type(self).__name__], self.trait_names()), *mistakes_in(place)]

    def rules(self) -> Rules:
        """The policy's part of the configuration."""
        if self.mistakes:
            return Rules()
        result: dict[str, Any] = {}
        if self.output_location:
            result["OutputLocation"] = self.output_location
            if self.bucket_owner:
                result["ExpectedBucketOwner"] = self.bucket_owner
            if self.encryption:
                key = {"KmsKey": self.kms_key} if self.kms_key else {}
                result["EncryptionConfiguration"] = {"EncryptionOption": self.encryption, **key}
        return Rules(
            workgroups=tuple(_names(self.workgroup)),
            catalog=self.catalog,
            databases=tuple(self.databases),
            result_configuration=result,
            reuse_minutes=self.result_reuse_minutes,
            max_statement_bytes=self.max_statement_bytes,
        )

    def initialize_settings(self) -> None:
        """Make the parts; nothing asks AWS or opens the lake before somebody asks."""
        judge = Judge()
        ledger = Ledger(Path(self.state_dir))
        audit = Audit(getattr(self.serverapp, "event_logger", None))
        gate = Gate(self.rules(), ledger, judge, audit)
        backends = Backends(self)
        selection = Selection(backends.choose)
        prices = PriceList(self.price_per_tb, self.region_prices, self.currency)
        folder = Path(self.state_dir) / "days"
        days = ClosedDays(folder, self.cache_megabytes * 1_000_000, self.cache_margin_hours)
        cache = CacheDesk(self.cache, days, gate)
        self.settings["security_lake_ml"] = Services(
            gate, selection, backends, judge, ledger, prices, cache, self.retention_days
        )

    def initialize_handlers(self) -> None:
        """Add the routes; the base URL is joined by the base class."""
        self.handlers.extend(HANDLERS)

    async def stop_extension(self) -> None:
        """Stop queries of the local engine and close files."""
        services = self.settings.get("security_lake_ml")
        if services is not None:
            await asyncio.to_thread(services.close)
