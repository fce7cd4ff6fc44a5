"""Rows of Security Hub findings in both versions: a finding is created once and then written anew at every update."""

from __future__ import annotations

ATTRIBUTES = {
    "account": "VARCHAR",
    "region": "VARCHAR",
    "class_uid": "INTEGER",
    "product": "VARCHAR",
    "vendor": "VARCHAR",
    "generator": "VARCHAR",
    "types": "VARCHAR[]",
    "title": "VARCHAR",
    "description": "VARCHAR",
    "severity_id": "INTEGER",
    "resource_type": "VARCHAR",
    "resource": "VARCHAR",
    "pool": "INTEGER",
    "control": "VARCHAR",
    "standard": "VARCHAR",
    "cve": "VARCHAR",
    "package": "VARCHAR",
    "score": "DOUBLE",
    "exploit": "BOOLEAN",
    "remote_ip": "VARCHAR",
    "country": "VARCHAR",
    "operation": "VARCHAR",
    "finding_uid": "VARCHAR",
    "backdate": "DOUBLE",
    "life": "DOUBLE",
    "every": "DOUBLE",
    "flaps": "BIGINT",
}

# `backdate`: days before its event that a finding was created at most; `life`: mean days until its last update;
# `every`: hours between updates; `flaps`: the moment from which each second update closes the finding. `again` is when
# Security Hub emitted all living findings anew.
LIFECYCLE = """
CREATE OR REPLACE TABLE events AS
WITH found AS (
  SELECT sid, r AS finding, s.every,
    t - floor(coalesce(s.backdate, 0) * 86400000 * uniform(r, 40))::BIGINT AS created,
    t + least(floor(-ln(uniform(r, 41)) * s.life * 86400000), 34560000000)::BIGINT AS last
  FROM events JOIN streams s USING (sid)
), updated AS (
  SELECT *, unnest(range(1 + least((last - created) / (every * 3600000.0), 5000)::BIGINT)) AS step FROM found
), timed AS (
  SELECT sid, finding, created, step, last, created + CASE WHEN step = 0 THEN 0 ELSE
      floor((step + 0.3 * (uniform((finding + step::UBIGINT * 7919) & 4294967295, 42) - 0.5)) * every * 3600000)
    END::BIGINT AS t
  FROM updated
), emitted AS (
  SELECT sid, finding, created, 9999 AS step, last, $again + pick(finding, 43, 7200000) AS t
  FROM found WHERE created < $again AND last > $again
)
SELECT sid, t, mix((finding + step::UBIGINT * 104729) & 4294967295) AS r, finding, created, step, last
FROM (FROM timed UNION ALL BY NAME FROM emitted)
WHERE t >= $start AND t < $end
ORDER BY t, sid, finding, step
"""

_PRODUCT_NAME = "lower(replace(s.product, ' ', ''))"
_PRODUCT_UID = f"'arn:aws:securityhub:' || s.region || '::product/aws/' || {_PRODUCT_NAME}"
_RESOURCE = "replace(s.resource, '#', lpad(pick(e.finding, 44, s.pool)::VARCHAR, 4, '0'))"
_FINDING_UID = """CASE WHEN s.finding_uid IS NOT NULL THEN s.finding_uid ELSE CASE s.product
  WHEN 'Security Hub' THEN 'arn:aws:securityhub:' || s.region || ':' || s.account || ':subscription/' || s.generator
    || '/finding/' || identifier(e.finding, e.created, 45)
  WHEN 'GuardDuty' THEN s.generator || '/finding/' || digest(e.finding, e.created, 45)
  ELSE 'arn:aws:' || lower(replace(s.product, ' ', '')) || ':' || s.region || ':' || s.account || ':finding/'
    || digest(e.finding, e.created, 45) END END"""
_SEVERITY = "['Informational', 'Low', 'Medium', 'High', 'Critical'][s.severity_id]"
_ACTIVITY = "CASE WHEN e.step = 0 THEN 'Create' ELSE 'Update' END"
_ACTIVITY_ID = "CASE WHEN e.step = 0 THEN 1 ELSE 2 END"
_OVER = """(e.step > 0 AND e.t + s.every * 3600000 >= e.last AND e.step < 9999
  OR coalesce(e.t >= s.flaps AND e.step % 2 = 1, false))"""
_STATUS = f"CASE WHEN {_OVER} THEN 'Resolved' ELSE 'New' END"
_COMPLIANCE = f"CASE WHEN s.control IS NULL THEN NULL WHEN {_OVER} THEN 'PASSED' ELSE 'FAILED' END"
_TYPE = "coalesce(s.types[1], '')"
_EXTRA = f"""map_from_entries(list_filter([
  {{'k': 'FindingProviderFields.Severity.Label', 'v': upper({_SEVERITY})}},
  {{'k': 'FindingProviderFields.Types[]', 'v': s.types[1]}},
  {{'k': 'ProductFields.ControlId', 'v': s.control}},
  {{'k': 'ProductFields.Resources:0/Id', 'v': {_RESOURCE}}},
  {{'k': 'ProductFields.aws/securityhub/ProductName', 'v': s.product}},
  {{'k': 'ProductFields.aws/securityhub/CompanyName', 'v': s.vendor}},
  {{'k': 'Severity.Normalized', 'v': [0, 1, 40, 70, 90][s.severity_id]::VARCHAR}},
  {{'k': 'RecordState', 'v': CASE WHEN {_OVER} THEN 'ARCHIVED' ELSE 'ACTIVE' END}},
  {{'k': 'WorkflowState', 'v': 'NEW'}}
], lambda x: x.v IS NOT NULL))"""


def _times(kind: str) -> dict[str, str]:
    wrap = "make_timestamp(({}) * 1000)" if kind == "_dt" else "{}"
    path = "finding_info" if kind == "_dt" else "finding"
    times = {"created": "e.created", "modified": "e.t", "first_seen": "e.created", "last_seen": "e.t"}
    return {f"{path}.{name}_time{kind}": wrap.format(value) for name, value in times.items()}


_COMMON = {
    "metadata.product.uid": _PRODUCT_UID,
    "metadata.product.vendor_name": "s.vendor",
    "metadata.product.feature.uid": "s.generator",
    "time": "e.t",
    "cloud.region": "s.region",
    "cloud.provider": "'AWS'",
    "compliance.status": _COMPLIANCE,
    "category_name": "'Findings'",
    "category_uid": "2",
    "severity_id": "s.severity_id",
    "severity": _SEVERITY,
    "activity_name": _ACTIVITY,
    "activity_id": _ACTIVITY_ID,
    "unmapped": _EXTRA,
}

_CVE_V1 = """CASE WHEN s.cve IS NOT NULL THEN [{'cve': {'cvss': {'base_score': s.score, 'vector_string': NULL,
  'version': '3.1'}, 'uid': s.cve, 'created_time': e.created - 864000000, 'modified_time': e.created - 864000000},
  'references': ['https://nvd.nist.gov/vuln/detail/' || s.cve], 'related_vulnerabilities': NULL,
  'vendor_name': 'NVD', 'kb_articles': NULL,
  'packages': [{'architecture': 'X86_64', 'name': s.package, 'epoch': 0, 'release': '1', 'version': '3.0.8'}]}] END"""

V1 = (
    _COMMON
    | _times("")
    | {
        "metadata.product.version": "'2018-10-08'",
        "metadata.product.feature.name": "s.product",
        "metadata.product.name": "'Security Hub'",
        "metadata.profiles": "['cloud']",
        "metadata.version": "'1.0.0-rc.2'",
        "cloud.account_uid": "s.account",
        "resources": f"[{{'type': s.resource_type, 'uid': {_RESOURCE}, 'cloud_partition': 'aws', 'region': s.region, "
        "'labels': NULL, 'details': NULL, 'criticality': NULL}]",
        "finding.uid": _FINDING_UID,
        "finding.desc": "s.description",
        "finding.title": "CASE WHEN s.control IS NULL THEN s.title ELSE s.control || ' ' || s.title END",
        "finding.types": "s.types",
        "compliance.requirements": "CASE WHEN s.control IS NOT NULL THEN ['NIST.800-53.r5 AC-3'] END",
        "vulnerabilities": _CVE_V1,
        "class_name": "'Security Finding'",
        "class_uid": "2001",
        "type_uid": f"200100 + {_ACTIVITY_ID}",
        "type_name": f"'Security Finding: ' || {_ACTIVITY}",
        "state_id": f"CASE WHEN {_OVER} THEN 4 ELSE 1 END",
        "state": _STATUS,
    }
)

_CLASS = """CASE s.class_uid WHEN 2002 THEN 'Vulnerability Finding' WHEN 2003 THEN 'Compliance Finding'
  ELSE 'Detection Finding' END"""
_CVE_V2 = """CASE WHEN s.cve IS NOT NULL THEN [{'remediation': {'desc': 'Update ' || s.package, 'references': NULL},
  'cve': {'cvss': [{'base_score': s.score::DECIMAL(3, 1), 'vector_string': NULL, 'version': '3.1'}], 'uid': s.cve,
    'epss': {'score': round(s.score / 20, 3)::VARCHAR}, 'references': NULL,
    'created_time_dt': make_timestamp((e.created - 864000000) * 1000),
    'modified_time_dt': make_timestamp((e.created - 864000000) * 1000)},
  'references': ['https://nvd.nist.gov/vuln/detail/' || s.cve], 'related_vulnerabilities': NULL, 'vendor_name': 'NVD',
  'affected_packages': [{'architecture': 'X86_64', 'epoch': 0, 'path': NULL, 'fixed_in_version': '0:3.0.9-r1',
    'name': s.package, 'package_manager': 'OS', 'release': 'r3', 'remediation': {'desc': 'Update ' || s.package},
    'version': '3.0.8'}],
  'cwe': NULL, 'affected_code': NULL, 'is_fix_available': true, 'is_exploit_available': coalesce(s.exploit, false)}] END"""
_RESOURCE_V2 = f"""'type': s.resource_type, 'uid': {_RESOURCE}, 'cloud_partition': 'aws', 'region': s.region,
  'labels': NULL, 'data': NULL, 'criticality': NULL"""
_EVIDENCE = """CASE WHEN s.remote_ip IS NOT NULL THEN [{'data': '', 'actor': NULL,
  'api': {'operation': s.operation, 'response': NULL, 'service': NULL},
  'src_endpoint': {'ip': s.remote_ip, 'location': {'country': s.country, 'city': '', 'coordinates': NULL}, 'port': NULL},
  'connection_info': NULL, 'dst_endpoint': NULL, 'query': NULL}] END"""

V2 = (
    _COMMON
    | _times("_dt")
    | {
        "metadata.log_version": "'2018-10-08'",
        "metadata.product.name": "s.product",
        "metadata.product.version": "CASE s.product WHEN 'Inspector' THEN '2' END",
        "metadata.processed_time_dt": "make_timestamp((e.t + 20000) * 1000)",
        "metadata.profiles": "['cloud', 'datetime']",
        "metadata.version": "'1.1.0'",
        "time_dt": "make_timestamp(e.t * 1000)",
        "cloud.account.uid": "s.account",
        "resource": f"CASE WHEN s.class_uid < 2004 THEN {{{_RESOURCE_V2}}} END",
        "resources": f"CASE WHEN s.class_uid = 2004 THEN [{{{_RESOURCE_V2}, 'owner': {{'account': {{'uid': s.account}}}}}}] END",
        "finding_info.uid": _FINDING_UID,
        "finding_info.desc": "s.description",
        "finding_info.title": "s.title",
        "finding_info.types": "s.types",
        "remediation.desc": "CASE WHEN s.control IS NOT NULL THEN 'Consult the Security Hub controls documentation.' END",
        "compliance.standards": "CASE WHEN s.control IS NOT NULL THEN [s.standard] END",
        "compliance.requirements": "CASE WHEN s.control IS NOT NULL THEN ['NIST.800-53.r5 AC-3'] END",
        "compliance.control": "s.control",
        "vulnerabilities": _CVE_V2,
        "evidences": _EVIDENCE,
        "class_name": _CLASS,
        "class_uid": "s.class_uid",
        "type_uid": f"s.class_uid::BIGINT * 100 + {_ACTIVITY_ID}",
        "type_name": f"{_CLASS} || ': ' || {_ACTIVITY}",
        "status": _STATUS,
        "accountid": "s.account",
        "region": "s.region",
        "asl_version": "'2.0'",
        "observables": f"[{{'name': 'resource.uid', 'value': {_RESOURCE}, 'type': 'Resource UID', 'type_id': 10}}]",
    }
)
