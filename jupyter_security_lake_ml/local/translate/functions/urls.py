"""Parts of URLs."""

from ...types import BIGINT, VARCHAR
from ..calls import Call
from ..registry import scalar
from ..values import Value

# RFC 3986, appendix B, without characters that java.net.URI refuses.
_SCHEME = "^(?:([A-Za-z][A-Za-z0-9+.-]*):)?"
_AUTHORITY = "(?://(?:[^/?#@]*@)?(\\[[0-9A-Fa-f:.]+\\]|[^/?#:@]*)(?::([0-9]*))?)?"
_REST = "([^?#]*)(?:\\?([^#]*))?(?:#(.*))?$"
_URI = _SCHEME + _AUTHORITY + _REST
_ALLOWED = "[!#-;=?-\\[\\]_a-z~%\\x{80}-\\x{10ffff}]*"
_GROUPS = {"protocol": 1, "host": 2, "port": 3, "path": 4, "query": 5, "fragment": 6}


def _part(call: Call, name: str) -> str:
    call.count(1)
    text = call.text(0)
    found = f"regexp_extract({text}, '{_URI}', {_GROUPS[name]})"
    return f"CASE WHEN regexp_full_match({text}, '{_ALLOWED}') AND regexp_matches({text}, '{_URI}') THEN {found} END"


@scalar("url_extract_host")
def _host(call: Call) -> Value:
    part = _part(call, "host")
    plain = f"regexp_full_match({part}, '[A-Za-z0-9.-]*|\\[.*\\]')"
    return Value(f"CASE WHEN {plain} THEN {part} END", VARCHAR)


@scalar("url_extract_path")
def _path(call: Call) -> Value:
    return Value(_part(call, "path"), VARCHAR)


@scalar("url_extract_protocol", "url_extract_query", "url_extract_fragment")
def _named(call: Call) -> Value:
    return Value(_part(call, call.name.rsplit("_", 1)[-1]), VARCHAR)


@scalar("url_extract_port")
def _port(call: Call) -> Value:
    return Value(f"TRY_CAST({_part(call, 'port')} AS BIGINT)", BIGINT)


@scalar("url_decode")
def _decode(call: Call) -> Value:
    call.count(1)
    return Value(f"url_decode(replace({call.text(0)}, '+', ' '))", VARCHAR)
