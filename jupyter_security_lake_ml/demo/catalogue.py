"""All sources of the demo lake, those with most work first so that two workers finish at about the same time."""

from __future__ import annotations

from .cloudtrail_source import MANAGEMENT
from .dns_incidents import RESOLVER
from .findings_incidents import FINDINGS
from .flow_incidents import FLOW
from .functions import LAMBDA
from .kubernetes import EKS
from .s3 import S3
from .sensor import ENDPOINT_SENSOR
from .web import WAF

SOURCES = (MANAGEMENT, FLOW, RESOLVER, S3, LAMBDA, EKS, FINDINGS, WAF, ENDPOINT_SENSOR)
