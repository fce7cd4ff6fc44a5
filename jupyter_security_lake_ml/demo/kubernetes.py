"""EKS audit events: what users, service accounts and the cluster's own parts ask of the Kubernetes API."""

from __future__ import annotations

from random import Random

from .incident import Incident, Note
from .source import Plan, Source
from .span import DAY_MS, Span
from .streams import Stream
from .world import HOSTILE_HTML, PEOPLE, PROD_EU, PROD_US, SERVICES, Place, falling, role_arn

EKS2 = "eks_audit_2_0"
_HOUR = 3_600_000
_FLAT = "flat@us"
_PLACES = (PROD_US, PROD_EU)
_NAMESPACES = ("default", "kube-system", "orders", "payments", "media", "monitoring")

ATTRIBUTES = {
    "account": "VARCHAR",
    "region": "VARCHAR",
    "k8s_user": "VARCHAR",
    "user_uid": "VARCHAR",
    "groups": "VARCHAR[]",
    "role": "VARCHAR",
    "verb": "VARCHAR",
    "kind": "VARCHAR",
    "namespace": "VARCHAR",
    "name": "VARCHAR",
    "pool": "INTEGER",
    "code": "INTEGER",
    "path": "VARCHAR",
    "image": "VARCHAR",
    "ip": "VARCHAR",
    "ua": "VARCHAR",
}

_ACTIVITY = "CASE s.verb WHEN 'create' THEN 'Create' WHEN 'update' THEN 'Update' WHEN 'patch' THEN 'Update' WHEN 'delete' THEN 'Delete' ELSE 'Read' END"
_ACTIVITY_ID = "CASE s.verb WHEN 'create' THEN 1 WHEN 'update' THEN 3 WHEN 'patch' THEN 3 WHEN 'delete' THEN 4 ELSE 2 END"
_NAME = "replace(s.name, '#', lpad(pick(e.r, 50, s.pool)::VARCHAR, 4, '0'))"
_FORBIDDEN = "s.code = 403"

V2 = {
    "metadata.log_level": "CASE WHEN s.verb IN ('create', 'update', 'patch') THEN 'RequestResponse' ELSE 'Metadata' END",
    "metadata.product.version": "'audit.k8s.io/v1'",
    "metadata.product.vendor_name": "'AWS'",
    "metadata.product.name": "'Amazon EKS'",
    "metadata.product.feature.name": "'Elastic Kubernetes Service'",
    "metadata.profiles": "['cloud', 'datetime']",
    "metadata.version": "'1.1.0'",
    "api.request.uid": "identifier(e.r, e.t, 51)",
    "api.request.containers": "CASE WHEN s.image IS NOT NULL THEN [{'name': 'main', 'image': {'name': s.image, 'path': NULL, 'uid': NULL}}] END",
    "api.operation": "s.verb",
    "api.version": "'v1'",
    "api.response.code": "s.code",
    "api.response.error": f"CASE WHEN {_FORBIDDEN} THEN 'Failure' END",
    "api.response.message": f"CASE WHEN {_FORBIDDEN} THEN 'Forbidden' END",
    "api.response.error_message": f"CASE WHEN {_FORBIDDEN} THEN s.kind || ' is forbidden: User \"' || s.k8s_user || '\" cannot ' || s.verb END",
    "message": "'ResponseComplete'",
    "http_request.url.path": "s.path",
    "http_request.user_agent": "s.ua",
    "actor.user.name": "s.k8s_user",
    "actor.user.uid": "s.user_uid",
    "actor.user.groups": "list_transform(s.groups, lambda g: {'name': g})",
    "actor.user.type_id": "0",
    "actor.session.issuer": "s.role",
    "cloud.account.uid": "s.account",
    "cloud.provider": "'AWS'",
    "src_endpoint.ip": "s.ip",
    "resources": f"CASE WHEN s.kind IS NOT NULL THEN [{{'namespace': s.namespace, 'name': {_NAME}, 'uid': NULL, 'version': 'v1', 'type': s.kind}}] ELSE [] END",
    "start_time_dt": "make_timestamp((e.t - 3 - pick(e.r, 52, 60)) * 1000)",
    "time_dt": "make_timestamp(e.t * 1000)",
    "time": "e.t",
    "severity_id": "1",
    "severity": "'Informational'",
    "class_name": "'API Activity'",
    "class_uid": "6003",
    "category_name": "'Application Activity'",
    "category_uid": "6",
    "activity_name": _ACTIVITY,
    "activity_id": _ACTIVITY_ID,
    "type_name": f"'API Activity: ' || {_ACTIVITY}",
    "type_uid": f"600300 + {_ACTIVITY_ID}",
    "unmapped": f"MAP {{'annotations.authorization.k8s.io/decision': CASE WHEN {_FORBIDDEN} THEN 'forbid' ELSE 'allow' END, 'annotations.authorization.k8s.io/reason': ''}}",
    "accountid": "s.account",
    "region": "s.region",
    "asl_version": "'2.0'",
    "observables": """[{'name': 'actor.user.name', 'value': s.k8s_user, 'type': 'User Name', 'type_id': 4},
      {'name': 'src_endpoint.ip', 'value': s.ip, 'type': 'IP Address', 'type_id': 2},
      {'name': 'http_request.url.path', 'value': s.path, 'type': 'URL String', 'type_id': 6}]""",
}


def ask(
    place: Place, user: str, verb: str, kind: str | None, namespace: str | None = None, **more: object
) -> dict[str, object]:
    """Attributes of requests for a kind of resource (`pods`, `podsexec`: the subresource is appended)."""
    inside = f"/namespaces/{namespace}" if namespace else ""
    groups = (
        ["system:serviceaccounts", "system:authenticated"]
        if user.startswith("system:serviceaccount")
        else ["system:authenticated"]
    )
    basic = {
        "account": place.account,
        "region": place.region,
        "k8s_user": user,
        "groups": groups,
        "verb": verb,
        "kind": kind,
        "user_uid": f"aws-iam-authenticator:{place.account}:{user}",
        "namespace": namespace,
        "name": f"{kind}-#",
        "pool": 40,
        "code": 201 if verb == "create" else 200,
        "path": f"/api/v1{inside}/{kind}",
        "ip": f"{place.network}.3.21",
        "ua": "kubectl/v1.29.1 (linux/amd64)",
    }
    return basic | more


def _everyday(random: Random) -> list[Stream]:
    streams = []
    for place in _PLACES:
        for number in range(12):
            node = f"system:node:ip-{place.network.replace('.', '-')}-1-{10 + number}.ec2.internal"
            kubelet = {
                "groups": ["system:nodes", "system:authenticated"],
                "ua": "kubelet/v1.29.1 (linux/amd64)",
                "role": role_arn(place.account, "eks-node"),
            }
            streams += [
                Stream(ask(place, node, "get", "nodes", **kubelet), 0.3, _FLAT),
                Stream(ask(place, node, "patch", "nodesstatus", **kubelet), 0.25, _FLAT),
                Stream(
                    ask(place, node, "get", "secrets", random.choice(_NAMESPACES), **kubelet),
                    0.15,
                    f"web@{place.zone}",
                ),
            ]
        for rank, service in enumerate(SERVICES):
            namespace = random.choice(_NAMESPACES)
            account = f"system:serviceaccount:{namespace}:{service}"
            for index, (verb, kind) in enumerate(
                random.sample(
                    (
                        ("get", "configmaps"),
                        ("list", "pods"),
                        ("watch", "endpoints"),
                        ("update", "leases"),
                        ("list", "services"),
                        ("get", "secrets"),
                    ),
                    k=3,
                )
            ):
                streams.append(
                    Stream(
                        ask(place, account, verb, kind, namespace),
                        1.6 * falling(rank, 0.6) * falling(index),
                        f"service@{place.zone}",
                    )
                )
            if rank % 2 == 0:
                streams.append(
                    Stream(ask(place, account, "list", "nodes", code=403), 0.02, f"service@{place.zone}")
                )
        for person in random.sample(PEOPLE, k=8):
            role = {
                "role": role_arn(place.account, "eks-admin"),
                "groups": ["eks-admins", "system:authenticated"],
            }
            namespace = random.choice(_NAMESPACES[2:])
            streams += [
                Stream(ask(place, person, "list", "pods", namespace, **role), 0.2, f"office@{place.zone}"),
                Stream(ask(place, person, "get", "podslog", namespace, **role), 0.1, f"office@{place.zone}"),
                Stream(
                    ask(place, person, "create", "podsexec", namespace, **role), 0.01, f"office@{place.zone}"
                ),
            ]
        deploy = {"role": role_arn(place.account, "github-deploy"), "image": "registry.internal/app:release"}
        for namespace in _NAMESPACES[2:]:
            streams.append(
                Stream(
                    ask(place, "github-deploy", "create", "deployments", namespace, **deploy),
                    0.15,
                    f"deploy@{place.zone}",
                )
            )
        health = ask(
            place,
            "system:anonymous",
            "get",
            None,
            path="/healthz",
            groups=["system:unauthenticated"],
            ua="ELB-HealthChecker/2.0",
        )
        streams.append(Stream(health, period=1800, jitter=0.05))
    return streams


def _plan(span: Span, seed: int) -> Plan:
    plan = Plan(_everyday(Random(f"eks {seed}")))
    account = "system:serviceaccount:media:image-resizer"
    at = span.ago(10, 21)
    plan.plant(
        Incident(
            "k1-forbidden-burst",
            "K1",
            EKS2,
            {"k8s_user": account},
            at,
            at + _HOUR,
            "outlier",
            "A service account is refused for many kinds of resources within an hour.",
        ),
        *(
            Stream(ask(PROD_US, account, "list", kind, code=403), period=90, jitter=0.6)
            for kind in (
                "secrets",
                "nodes",
                "clusterroles",
                "pods",
                "namespaces",
                "persistentvolumes",
                "daemonsets",
            )
        ),
    )
    at = span.ago(14, 2)
    plan.plant(
        Incident(
            "k2-secrets-read",
            "K2",
            EKS2,
            {"k8s_user": account, "namespace": "payments"},
            at,
            at + 2 * _HOUR,
            "outlier",
            "A service account of another namespace reads hundreds of secrets of the payments namespace.",
        ),
        Stream(ask(PROD_US, account, "get", "secrets", "payments", pool=300), 160, _FLAT),
    )
    at = span.ago(5, 16)
    plan.plant(
        Incident(
            "k3-exec-into-pods",
            "K3",
            EKS2,
            {"k8s_user": "tomas.novak", "namespace": "kube-system"},
            at,
            span.end,
            "first-seen",
            "A person opens shells in pods of the cluster's own namespace, a first.",
        ),
        Stream(ask(PROD_EU, "tomas.novak", "create", "podsexec", "kube-system", code=101), 0.3, _FLAT),
    )
    at = span.ago(4, 4)
    anonymous = {"groups": ["system:unauthenticated"], "ip": "203.0.113.60", "ua": "Go-http-client/2.0"}
    plan.plant(
        Incident(
            "k4-anonymous",
            "K4",
            EKS2,
            {"url_prefix": "/api"},
            at,
            at + DAY_MS,
            "first-seen",
            "Pods are listed without credentials from an outside address, and it is allowed.",
        ),
        Stream(ask(PROD_EU, "system:anonymous", "list", "pods", "default", **anonymous), 4, _FLAT),
    )
    at = span.ago(4, 1)
    plan.plant(
        Incident(
            "k5-new-image",
            "K5",
            EKS2,
            {"image": "docker.example/xmr-worker:latest"},
            at,
            at + DAY_MS,
            "first-seen",
            "A daemon set with an image that the cluster never ran is created again and again in all namespaces.",
            also=({"role": role_arn(PROD_US.account, "github-deploy"), "namespace": "kube-system"},),
        ),
        *(
            Stream(
                ask(
                    PROD_US,
                    "github-deploy",
                    "create",
                    "daemonsets",
                    namespace,
                    image="docker.example/xmr-worker:latest",
                    role=role_arn(PROD_US.account, "github-deploy"),
                ),
                period=6000,
                jitter=0.5,
            )
            for namespace in _NAMESPACES
        ),
    )
    for namespace in _NAMESPACES[2:]:
        binding = ask(PROD_US, "github-deploy", "create", "rolebindings", namespace)
        plan.streams.append(Stream(binding, period=7 * 86_400, jitter=1.0, pinned=True))
    keys = ask(
        PROD_EU, "system:anonymous", "get", None, path="/openid/v1/jwks", groups=["system:unauthenticated"]
    )
    plan.streams.append(Stream(keys, period=43_200, jitter=1.0, pinned=True))
    at = span.ago(5, 11)
    plan.plant(
        Incident(
            "k6-cluster-admin",
            "K6",
            EKS2,
            {"k8s_user": "ben.koch"},
            at,
            at + 3 * _HOUR,
            "first-seen",
            "A person binds the cluster's administrator role to service accounts.",
        ),
        Stream(
            ask(
                PROD_US,
                "ben.koch",
                "create",
                "clusterrolebindings",
                path="/apis/rbac.authorization.k8s.io/v1/clusterrolebindings",
            ),
            period=900,
            jitter=0.4,
        ),
    )
    plan.streams.append(
        Stream(ask(PROD_US, HOSTILE_HTML, "get", "pods", "default"), period=10_800, jitter=1.0, pinned=True)
    )
    plan.traps.append(
        Note(
            "hostile-k8s-user",
            EKS2,
            {"k8s_user": HOSTILE_HTML},
            span.start,
            span.end,
            "A user name with markup in it; steady.",
        )
    )
    plan.lookalikes.append(
        Note(
            "health-checks",
            EKS2,
            {"k8s_user": "system:anonymous", "url_prefix": "/healthz"},
            span.start,
            span.end,
            "Load balancers ask for the cluster's health without credentials every half hour.",
        )
    )
    return plan


EKS = Source("EKS audit", "eks_audit", ATTRIBUTES, _plan, None, V2)
