"""SQL of the columns of the CloudTrail tables; `s` is a stream and `e` an event of it."""

from __future__ import annotations

_SESSION = "lpad(to_hex(mix(s.sid::UBIGINT * 31 + pick(e.r, 10, s.sessions)::UBIGINT)), 8, '0')"
_NUMBER = "lpad(pick(e.r, 11, s.pool)::VARCHAR, 4, '0')"
_BYTES = "floor(s.mean_bytes * exp(normal(e.r, 12) - 0.5))::BIGINT::VARCHAR"
_IP = "s.ip_prefix || CASE WHEN s.ip_count = 0 THEN '' ELSE (s.ip_first + pick(e.r, 13, s.ip_count))::VARCHAR END"
_STATUS = "CASE WHEN s.err IS NULL AND s.errmsg IS NULL THEN 'Success' ELSE 'Failure' END"
_CLASS_NAME = (
    "CASE s.class_uid WHEN 3001 THEN 'Account Change' WHEN 3002 THEN 'Authentication' ELSE 'API Activity' END"
)
_SESSION_BEGAN = "e.t - pick(e.r, 14, 3000000)"


def _drawn(column: str) -> str:
    return f"replace(s.{column}, '#', {_NUMBER})"


_EXTRA = f"""map_from_entries(list_filter([
  {{'k': 'recipientAccountId', 'v': s.account}},
  {{'k': 'readOnly', 'v': s.readonly}},
  {{'k': 'managementEvent', 'v': CASE s.feature WHEN 'Management' THEN 'true' ELSE 'false' END}},
  {{'k': 'userIdentity.sessionContext.sessionIssuer.type', 'v': CASE WHEN s.role IS NOT NULL THEN 'Role' END}},
  {{'k': 'userIdentity.sessionContext.sessionIssuer.userName', 'v': split_part(s.role, '/', -1)}},
  {{'k': 'additionalEventData.bytesTransferredOut', 'v': {_BYTES}}}
], lambda x: x.v IS NOT NULL))"""

# Version 1 has the parameters as single keys, and the event's type here instead of in `metadata.event_code`.
_EXTRA_V1 = f"""map_from_entries(list_concat(map_entries({_EXTRA}), [{{'key': 'eventType', 'value': s.event_code}}],
  coalesce(list_transform(list_zip(s.request_names, s.request_values),
    lambda x: {{'key': x[1], 'value': replace(x[2], '#', {_NUMBER})}}), []),
  coalesce(list_transform(list_zip(s.response_names, s.response_values),
    lambda x: {{'key': x[1], 'value': replace(x[2], '#', {_NUMBER})}}), [])))"""

_COMMON = {
    "metadata.product.version": "'1.08'",
    "metadata.product.name": "'CloudTrail'",
    "metadata.product.vendor_name": "'AWS'",
    "metadata.product.feature.name": "s.feature",
    "metadata.uid": "identifier(e.r, e.t, 1)",
    "time": "e.t",
    "cloud.region": "s.region",
    "cloud.provider": "'AWS'",
    "api.response.error": "s.err",
    "api.response.message": "s.errmsg",
    "api.operation": "s.op",
    "api.service.name": "s.svc",
    "api.request.uid": "CASE WHEN s.op = 'ConsoleLogin' THEN '''''' ELSE identifier(e.r, e.t, 2) END",
    "dst_endpoint.svc_name": "s.login_url",
    "actor.user.type": "s.utype",
    "actor.user.name": "s.user_name",
    "actor.user.credential_uid": "s.access_key",
    "actor.session.issuer": "s.role",
    "actor.invoked_by": "s.invoked_by",
    "actor.idp.name": "s.idp",
    "http_request.user_agent": "s.ua",
    "src_endpoint.uid": "s.vpce",
    "src_endpoint.ip": _IP,
    "src_endpoint.domain": "s.domain",
    "class_name": _CLASS_NAME,
    "severity_id": "1",
    "severity": "'Informational'",
    "activity_name": "s.activity",
    "activity_id": "s.activity_id",
    "type_name": f"{_CLASS_NAME} || ': ' || s.activity",
    "status": _STATUS,
}

_PRINCIPAL = f"replace(s.principal, '#', {_SESSION})"
_PRINCIPAL_ID = f"replace(s.principal_id, '#', {_SESSION})"

V2 = _COMMON | {
    "metadata.event_code": "s.event_code",
    "metadata.profiles": "['cloud', 'datetime']",
    "metadata.version": "'1.1.0'",
    "time_dt": "make_timestamp(e.t * 1000)",
    "api.response.data": _drawn("response"),
    "api.request.data": _drawn("request"),
    "actor.user.uid": _PRINCIPAL,
    "actor.user.uid_alt": _PRINCIPAL_ID,
    "actor.user.account.uid": "s.caller",
    "actor.session.created_time_dt": f"CASE WHEN s.role IS NOT NULL THEN make_timestamp(({_SESSION_BEGAN}) * 1000) END",
    "actor.session.is_mfa": "s.session_mfa",
    "resources": f"CASE WHEN s.resource IS NOT NULL THEN [{{'uid': {_drawn('resource')}, "
    "'owner': {'account': {'uid': s.resource_owner}}, 'type': s.resource_type}] END",
    "class_uid": "s.class_uid",
    "category_uid": "CASE s.class_uid WHEN 6003 THEN 6 ELSE 3 END",
    "category_name": "CASE s.class_uid WHEN 6003 THEN 'Application Activity' "
    "ELSE 'Identity & Access Management' END",
    "type_uid": "s.class_uid::BIGINT * 100 + s.activity_id",
    "user.uid": "s.target_arn",
    "user.name": "s.target_name",
    "is_mfa": "s.login_mfa",
    "unmapped": _EXTRA,
    "accountid": "s.account",
    "region": "s.region",
    "asl_version": "'2.0'",
    "observables": f"""list_filter([
      {{'name': 'src_endpoint.ip', 'value': {_IP}, 'type': 'IP Address', 'type_id': 2}},
      {{'name': 'actor.user.name', 'value': s.user_name, 'type': 'User Name', 'type_id': 4}},
      {{'name': 'user.name', 'value': s.target_name, 'type': 'User Name', 'type_id': 4}}
    ], lambda x: x.value IS NOT NULL)""",
}

_CLASS_V1 = "CASE s.class_uid WHEN 6003 THEN 3005 ELSE s.class_uid END"

V1 = _COMMON | {
    "metadata.profiles": "['cloud']",
    "metadata.version": "'1.0.0-rc.2'",
    "actor.user.uuid": _PRINCIPAL,
    "actor.user.uid": _PRINCIPAL_ID,
    "actor.user.account_uid": "s.caller",
    "actor.session.created_time": f"CASE WHEN s.role IS NOT NULL THEN {_SESSION_BEGAN} END",
    "actor.session.mfa": "s.session_mfa",
    "resources": f"CASE WHEN s.resource IS NOT NULL THEN [{{'uid': {_drawn('resource')}, "
    "'account_uid': s.resource_owner, 'type': s.resource_type}] END",
    "class_uid": _CLASS_V1,
    "category_uid": "3",
    "category_name": "'Audit Activity'",
    "type_uid": f"({_CLASS_V1}) * 100 + s.activity_id",
    "status_id": f"CASE WHEN {_STATUS} = 'Success' THEN 1 ELSE 2 END",
    "user.uuid": "s.target_arn",
    "user.name": "s.target_name",
    "mfa": "s.login_mfa",
    "unmapped": _EXTRA_V1,
}
