"""All sources of the demo lake, biggest first so that two workers finish at about the same time."""

from __future__ import annotations

from .cloudtrail_source import MANAGEMENT
from .dns_incidents import RESOLVER
from .findings_incidents import FINDINGS
from .flow_incidents import FLOW

SOURCES = (MANAGEMENT, FLOW, RESOLVER, FINDINGS)
