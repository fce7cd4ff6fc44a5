"""Rows of CloudTrail: management, S3 data and Lambda execution events, in both versions of the schema."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import blake2b

from .world import role_arn, session_arn

ATTRIBUTES = {
    "account": "VARCHAR",
    "region": "VARCHAR",
    "utype": "VARCHAR",
    "user_name": "VARCHAR",
    "principal": "VARCHAR",
    "principal_id": "VARCHAR",
    "role": "VARCHAR",
    "caller": "VARCHAR",
    "access_key": "VARCHAR",
    "sessions": "INTEGER",
    "session_mfa": "BOOLEAN",
    "invoked_by": "VARCHAR",
    "idp": "VARCHAR",
    "svc": "VARCHAR",
    "op": "VARCHAR",
    "class_uid": "INTEGER",
    "activity_id": "INTEGER",
    "activity": "VARCHAR",
    "readonly": "VARCHAR",
    "event_code": "VARCHAR",
    "err": "VARCHAR",
    "errmsg": "VARCHAR",
    "ip_prefix": "VARCHAR",
    "ip_first": "INTEGER",
    "ip_count": "INTEGER",
    "domain": "VARCHAR",
    "vpce": "VARCHAR",
    "ua": "VARCHAR",
    "pool": "INTEGER",
    "request": "VARCHAR",
    "request_names": "VARCHAR[]",
    "request_values": "VARCHAR[]",
    "response": "VARCHAR",
    "response_names": "VARCHAR[]",
    "response_values": "VARCHAR[]",
    "resource": "VARCHAR",
    "resource_type": "VARCHAR",
    "resource_owner": "VARCHAR",
    "target_name": "VARCHAR",
    "target_arn": "VARCHAR",
    "login_mfa": "BOOLEAN",
    "login_url": "VARCHAR",
    "mean_bytes": "DOUBLE",
    "feature": "VARCHAR",
}

_DEFAULTS = {"ip_count": 1, "ip_first": 0, "pool": 1000, "feature": "Management"}
_ACCOUNT_CHANGES = {
    "CreateUser": (1, "Create"),
    "CreateRole": (1, "Create"),
    "DeleteRole": (6, "Delete"),
    "DeleteUser": (6, "Delete"),
    "AttachRolePolicy": (7, "Attach Policy"),
    "AttachUserPolicy": (7, "Attach Policy"),
    "AddRoleToInstanceProfile": (7, "Attach Policy"),
    "DetachRolePolicy": (8, "Detach Policy"),
    "DetachUserPolicy": (8, "Detach Policy"),
}
_LOGONS = {"ConsoleLogin", "AssumeRole", "AssumeRoleWithSAML", "AssumeRoleWithWebIdentity"}
_VERBS = {
    (1, "Create"): ("Create", "Run", "Request", "Upload"),
    (2, "Read"): ("Get", "List", "Describe", "Head", "BatchGet", "Lookup", "Search", "Select"),
    (3, "Update"): ("Update", "Modify", "Put", "Set", "Tag"),
    (4, "Delete"): ("Delete", "Remove", "Terminate"),
}


def identity(account: str, *, role: str | None = None, session: str = "i-#", user: str | None = None) -> dict:
    """Who calls: a session of a role (`#` in its name is drawn), an IAM user, or else the root user."""
    if role is not None:
        arn, name = role_arn(account, role), role.rsplit("/", 1)[-1]
        principal = {
            "utype": "AssumedRole",
            "role": arn,
            "principal": session_arn(account, role, session),
            "principal_id": f"AROA{_letters(arn, 17)}:{session}",
            "access_key": f"ASIA{_letters(arn + name, 16)}",
            "session_mfa": False,
        }
    elif user is not None:
        arn = f"arn:aws:iam::{account}:user/{user}"
        principal = {
            "utype": "IAMUser",
            "user_name": user,
            "principal": arn,
            "principal_id": f"AIDA{_letters(arn, 17)}",
            "access_key": f"AKIA{_letters(arn, 16)}",
        }
    else:
        principal = {"utype": "Root", "principal": f"arn:aws:iam::{account}:root", "principal_id": account}
    return {"account": account, "caller": account, "sessions": 4} | principal


def call(
    who: Mapping[str, object],
    region: str,
    service: str,
    operation: str,
    *,
    request: Mapping[str, object] | None = None,
    response: Mapping[str, object] | None = None,
    **more: object,
) -> dict[str, object]:
    """Attributes of a stream of one API call; `service` without `.amazonaws.com`.

    `#` in parameter values and in the resource is a number below `pool` that is drawn for each event. `more`
    overrides any attribute.
    """
    class_uid, activity_id, activity = _class_of(operation)
    answers = {
        "region": region,
        "svc": f"{service}.amazonaws.com",
        "op": operation,
        "class_uid": class_uid,
        "activity_id": activity_id,
        "activity": activity,
        "readonly": "true" if activity == "Read" or operation in _LOGONS else "false",
        "event_code": "AwsConsoleSignIn" if operation == "ConsoleLogin" else "AwsApiCall",
        **_spread("request", request),
        **_spread("response", response),
    }
    return {**_DEFAULTS, **who, **answers, **more}


def _class_of(operation: str) -> tuple[int, int, str]:
    if operation in _ACCOUNT_CHANGES:
        return 3001, *_ACCOUNT_CHANGES[operation]
    if operation in _LOGONS:
        return 3002, 1, "Logon"
    if operation == "CheckMfa":
        return 3002, 99, "Other"
    for (activity_id, activity), verbs in _VERBS.items():
        if operation.startswith(verbs):
            return 6003, activity_id, activity
    return 6003, 99, "Other"


def _spread(name: str, values: Mapping[str, object] | None) -> dict[str, object]:
    if values is None:
        return {}
    flat = [value if isinstance(value, str) else json.dumps(value) for value in values.values()]
    prefix = "requestParameters." if name == "request" else "responseElements."
    text = json.dumps(values, separators=(",", ":"), ensure_ascii=False)
    return {name: text, f"{name}_names": [prefix + key for key in values], f"{name}_values": flat}


def _letters(text: str, count: int) -> str:
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
    return "".join(alphabet[byte % 32] for byte in blake2b(text.encode(), digest_size=count).digest())
