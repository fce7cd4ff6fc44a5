"""WAF events: what web clients ask, and which rules stop them."""

from __future__ import annotations

from random import Random

from .incident import Incident, Note
from .source import Plan, Source
from .span import DAY_MS, Span
from .streams import Stream
from .world import APAC, HOSTILE_LONG, PROD_EU, PROD_US, RETAIL, Place, falling

WAF2 = "waf_2_0"
_HOUR = 3_600_000
_FLAT = "flat@us"

ATTRIBUTES = {
    "account": "VARCHAR",
    "region": "VARCHAR",
    "acl": "VARCHAR",
    "host": "VARCHAR",
    "method": "VARCHAR",
    "path": "VARCHAR",
    "pool": "INTEGER",
    "country": "VARCHAR",
    "ip_prefix": "VARCHAR",
    "ip_count": "INTEGER",
    "ua": "VARCHAR",
    "denied": "BOOLEAN",
    "rule": "VARCHAR",
    "rule_type": "VARCHAR",
    "condition": "VARCHAR",
    "rate_limit": "INTEGER",
    "status": "INTEGER",
}

_METHODS = {
    "GET": (3, "Get"),
    "POST": (6, "Post"),
    "PUT": (7, "Put"),
    "HEAD": (4, "Head"),
    "OPTIONS": (5, "Options"),
}
_ACTIVITY = (
    "CASE s.method "
    + " ".join(f"WHEN '{m}' THEN '{name}'" for m, (_, name) in _METHODS.items())
    + " ELSE 'Other' END"
)
_ACTIVITY_ID = (
    "CASE s.method "
    + " ".join(f"WHEN '{m}' THEN {number}" for m, (number, _) in _METHODS.items())
    + " ELSE 99 END"
)
_IP = "CASE WHEN s.ip_count = 0 THEN s.ip_prefix ELSE s.ip_prefix || (1 + pick(e.r, 60, s.ip_count))::VARCHAR END"
_PATH = "replace(s.path, '#', pick(e.r, 61, s.pool)::VARCHAR)"

V2 = {
    "metadata.product.feature.uid": "s.acl",
    "metadata.product.version": "'1'",
    "metadata.product.vendor_name": "'AWS'",
    "metadata.product.name": "'AWS WAF'",
    "metadata.profiles": "['cloud', 'security_control', 'datetime']",
    "metadata.version": "'1.1.0'",
    "src_endpoint.svc_name": "'ALB'",
    "src_endpoint.uid": "s.account || '-app/' || split_part(s.host, '.', 1) || '/50dc6c495c0c9188'",
    "src_endpoint.ip": _IP,
    "src_endpoint.location.country": "s.country",
    "http_request.url.path": _PATH,
    "http_request.url.hostname": "s.host",
    "http_request.version": "'HTTP/2.0'",
    "http_request.http_method": "s.method",
    "http_request.uid": "left(digest(e.r, e.t, 62), 16)",
    "http_request.args": "''",
    "http_request.http_headers": "[{'name': 'Host', 'value': s.host}, {'name': 'user-agent', 'value': s.ua}]",
    "http_request.user_agent": "s.ua",
    "http_request.x_forwarded_for": f"CASE WHEN s.denied THEN [{_IP}] WHEN uniform(e.r, 63) < 0.5 THEN [] END",
    "firewall_rule.uid": "s.rule",
    "firewall_rule.type": "s.rule_type",
    "firewall_rule.condition": "s.condition",
    "firewall_rule.rate_limit": "s.rate_limit",
    "http_status": "s.status",
    "time": "e.t",
    "time_dt": "make_timestamp(e.t * 1000)",
    "class_name": "'HTTP Activity'",
    "class_uid": "4002",
    "category_name": "'Network Activity'",
    "category_uid": "4",
    "severity_id": "1",
    "severity": "'Informational'",
    "cloud.provider": "'AWS'",
    "activity_name": _ACTIVITY,
    "activity_id": _ACTIVITY_ID,
    "type_name": f"'HTTP Activity: ' || {_ACTIVITY}",
    "type_uid": f"400200 + {_ACTIVITY_ID}",
    "action": "CASE WHEN s.denied THEN 'Denied' ELSE 'Allowed' END",
    "action_id": "CASE WHEN s.denied THEN 2 ELSE 1 END",
    "disposition": "CASE WHEN s.denied THEN 'Blocked' ELSE 'Allowed' END",
    "disposition_id": "CASE WHEN s.denied THEN 2 ELSE 1 END",
    "accountid": "s.account",
    "region": "s.region",
    "asl_version": "'2.0'",
    "observables": f"""[{{'name': 'src_endpoint.ip', 'value': {_IP}, 'type': 'IP Address', 'type_id': 2}},
      {{'name': 'firewall_rule.uid', 'value': s.rule, 'type': 'Resource UID', 'type_id': 2}}]""",
}

_SITES = (
    (PROD_US, "shop.acme.example"),
    (PROD_EU, "api.acme.example"),
    (RETAIL, "laden.acme.example"),
    (APAC, "store.acme.example"),
)
_COUNTRIES = {
    "us": ("US", "CA", "BR", "MX", "GB"),
    "eu": ("DE", "FR", "PL", "NL", "AT"),
    "au": ("AU", "NZ", "SG", "JP", "IN"),
}
_BROWSERS = tuple(
    f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/{number}.0.0.0 Safari/537.36"
    for number in range(118, 126)
)
_PATHS = ("/", "/products/#", "/cart", "/search", "/api/v1/orders/#", "/assets/app.js")
RULES = {
    "AWS-AWSManagedRulesSQLiRuleSet": ("MANAGED_RULE_GROUP", "SQL_INJECTION"),
    "AWS-AWSManagedRulesCommonRuleSet": ("MANAGED_RULE_GROUP", "XSS"),
    "AWS-AWSManagedRulesAmazonIpReputationList": ("MANAGED_RULE_GROUP", None),
    "login-rate": ("RATE_BASED", None),
    "no-secrets": ("REGULAR", "REGEX"),
}


def acl_arn(place: Place, host: str) -> str:
    """ARN of a site's web ACL."""
    return f"arn:aws:wafv2:{place.region}:{place.account}:regional/webacl/{host.split('.')[0]}-acl/585e38b5-afce-4d2a-b417-14fb08b66c67"


def visit(place: Place, host: str, path: str, country: str = "US", **more: object) -> dict[str, object]:
    """Attributes of requests that are let through."""
    basic = {
        "account": place.account,
        "region": place.region,
        "acl": acl_arn(place, host),
        "host": host,
        "method": "GET",
        "path": path,
        "pool": 400,
        "country": country,
        "ip_prefix": "198.18.120.",
        "ip_count": 250,
        "ua": _BROWSERS[0],
        "denied": False,
        "rule": "Default_Action",
        "rule_type": "REGULAR",
        "status": 200,
    }
    return basic | more


def stopped(rule: str) -> dict[str, object]:
    """What a blocking rule changes in the attributes."""
    kind, condition = RULES[rule]
    limit = 300 if kind == "RATE_BASED" else None
    return {
        "denied": True,
        "rule": rule,
        "rule_type": kind,
        "condition": condition,
        "status": 403,
        "rate_limit": limit,
    }


def _everyday(random: Random) -> list[Stream]:
    streams = []
    for rank, (place, host) in enumerate(_SITES):
        for index, country in enumerate(_COUNTRIES[place.zone]):
            network = f"198.18.{120 + 10 * rank + index}."
            for step, path in enumerate(_PATHS):
                level = 2.6 * falling(rank, 0.5) * falling(index) * falling(step, 0.6)
                agent = random.choice(_BROWSERS)
                streams.append(
                    Stream(
                        visit(place, host, path, country, ip_prefix=network, ua=agent),
                        level,
                        f"web@{place.zone}",
                    )
                )
            login = visit(
                place, host, "/login", country, method="POST", ip_prefix=network, ua=random.choice(_BROWSERS)
            )
            streams.append(Stream(login, 0.4 * falling(rank, 0.5) * falling(index), f"web@{place.zone}"))
        for step, rule in enumerate(RULES):
            blocked = visit(
                place,
                host,
                "/.env" if rule == "no-secrets" else "/search",
                random.choice(("RU", "CN", "NL", "US")),
                ip_prefix="198.19.40.",
                **stopped(rule),
            )
            streams.append(Stream(blocked, 0.5 * falling(step), _FLAT, spread=0.2))
    return streams


def _plan(span: Span, seed: int) -> Plan:
    plan = Plan(_everyday(Random(f"waf {seed}")))
    (us, shop), (_, _), (eu, laden), (au, store) = _SITES
    at, rule = span.ago(12, 15), "AWS-AWSManagedRulesSQLiRuleSet"
    plan.plant(
        Incident(
            "w1-injection-wave",
            "W1",
            WAF2,
            {"acl": acl_arn(us, shop), "rule": rule},
            at,
            at + 2 * _HOUR,
            "outlier",
            "The rule against SQL injection blocks hundreds of requests an hour.",
            also=({"acl": acl_arn(us, shop)},),
        ),
        Stream(
            visit(
                us,
                shop,
                "/search",
                "RO",
                ip_prefix="203.0.113.",
                ip_count=9,
                ua="sqlmap/1.8",
                **stopped(rule),
            ),
            300,
            _FLAT,
        ),
    )
    at = span.ago(16, 0)
    plan.plant(
        Incident(
            "w2-country-shift",
            "W2",
            WAF2,
            {"acl": acl_arn(eu, laden), "country": "VN"},
            at,
            span.end,
            "change",
            "From one day on a country sends many requests that sent none before.",
        ),
        Stream(visit(eu, laden, "/products/#", "VN", ip_prefix="198.19.90."), 4, _FLAT),
    )
    at = span.ago(6, 3)
    plan.plant(
        Incident(
            "w3-secret-files",
            "W3",
            WAF2,
            {"ip": "203.0.113.31"},
            at,
            at + _HOUR,
            "outlier",
            "One address asks for files that hold secrets: .env, .git, credentials.",
        ),
        *(
            Stream(
                visit(
                    au,
                    store,
                    path,
                    "NL",
                    ip_prefix="203.0.113.31",
                    ip_count=0,
                    ua="curl/8.4.0",
                    **stopped("no-secrets"),
                ),
                period=120,
                jitter=0.8,
            )
            for path in (
                "/.env",
                "/.git/config",
                "/wp-login.php",
                "/actuator/env",
                "/.aws/credentials",
                "/app/.env",
            )
        ),
    )
    at = span.ago(9, 20)
    plan.plant(
        Incident(
            "w4-login-abuse",
            "W4",
            WAF2,
            {"url_path": "/login"},
            at,
            at + 3 * _HOUR,
            "outlier",
            "A client tries logins by the hundred from two hundred addresses.",
            "ip",
        ),
        Stream(
            visit(
                us,
                shop,
                "/login",
                "US",
                method="POST",
                status=401,
                ip_prefix="198.19.91.",
                ip_count=200,
                ua="okhttp/4.9.1",
            ),
            330,
            _FLAT,
        ),
    )
    at = span.ago(19, 17)
    plan.plant(
        Incident(
            "w5-rate-rule",
            "W5",
            WAF2,
            {"acl": acl_arn(au, store), "country": "US"},
            at,
            at + 2 * _HOUR,
            "outlier",
            "The rate rule of a shop fires hundreds of times.",
        ),
        Stream(
            visit(
                au,
                store,
                "/login",
                "US",
                method="POST",
                ip_prefix="198.19.92.",
                ip_count=20,
                **stopped("login-rate"),
            ),
            200,
            _FLAT,
        ),
    )
    plan.plant(
        Incident(
            "w1-blocks-growth",
            "W1",
            WAF2,
            {"acl": acl_arn(eu, laden), "rule": "AWS-AWSManagedRulesCommonRuleSet"},
            span.start,
            span.end,
            "trend",
            "A rule blocks more and more requests over three months.",
            also=({"acl": acl_arn(eu, laden)},),
        ),
        Stream(
            visit(
                eu,
                laden,
                "/search",
                "PL",
                ip_prefix="198.19.44.",
                **stopped("AWS-AWSManagedRulesCommonRuleSet"),
            ),
            0.5,
            _FLAT,
            ramp=6.0,
        ),
    )
    monitor = visit(us, shop, "/", "US", ip_prefix="192.0.2.77", ip_count=0, ua="uptime-check/2.1")
    plan.streams += [
        Stream(monitor, period=900, jitter=0.01, pinned=True),
        Stream(visit(us, shop, "/", "US", ua=HOSTILE_LONG), period=10_800, jitter=1.0, pinned=True),
    ]
    plan.lookalikes.append(
        Note(
            "uptime-checks",
            WAF2,
            {"ip": "192.0.2.77"},
            span.start,
            span.end,
            "A monitor that asks for the front page every quarter of an hour.",
        )
    )
    sale = span.ago(26, 0)
    plan.streams.append(
        Stream(
            visit(us, shop, "/api/v1/orders/#", "US"),
            0.2,
            "web@us",
            start=sale,
            stop=sale + DAY_MS,
            pinned=True,
        )
    )
    return plan


WAF = Source("WAF", "waf", ATTRIBUTES, _plan, None, V2)
