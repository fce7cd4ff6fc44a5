"""Calls to Athena through whatever AWS and the network do."""

import asyncio
import logging
import time

import pytest

from jupyter_security_lake_ml.errors import RequestError
from jupyter_security_lake_ml.remote import AwsSession, RemoteAthena, retry
from jupyter_security_lake_ml.remote.redaction import SECRETS

from .fake_athena import KEY, TOKEN, aws_error


@pytest.fixture
def remote(aws):
    made = RemoteAthena(AwsSession(), seconds=10)
    yield made
    made.close()


def call(remote, operation="ListWorkGroups", body=None, **options):
    return asyncio.run(remote.call(operation, body or {}, **options))


def test_a_request_is_signed_as_athena_computes_it(remote, aws):
    answer = call(remote, "GetWorkGroup", {"WorkGroup": "primary"})
    assert answer.ok
    assert answer.document()["WorkGroup"]["Name"] == "primary"
    assert aws.calls == [("GetWorkGroup", {"WorkGroup": "primary"})]


def test_a_wrong_secret_is_refused_and_not_tried_again(remote, aws):
    aws.secrets[KEY] = ("another secret", TOKEN)
    answer = call(remote)
    assert answer.document()["__type"] == "InvalidSignatureException"
    assert len(aws.calls) == 1


@pytest.mark.parametrize(
    "fault",
    [
        aws_error("ThrottlingException", "Rate exceeded"),
        aws_error("TooManyRequestsException", Reason="CONCURRENT_QUERY_LIMIT_EXCEEDED"),
        aws_error("InternalServerException", status=500),
        aws_error("com.amazonaws.athena#ThrottlingException"),
        (503, {}),
        "html",
        "reset",
    ],
    ids=str,
)
def test_what_passes_is_tried_again(remote, aws, fault):
    aws.faults = [fault, fault]
    assert call(remote).ok
    assert len(aws.calls) == 3


@pytest.mark.parametrize(
    "fault",
    [
        aws_error("InvalidRequestException", "WorkGroup x is not found."),
        aws_error("MetadataException"),
        aws_error("AccessDeniedException", "not authorized to perform: athena:ListWorkGroups"),
        aws_error("ResourceNotFoundException"),
    ],
    ids=str,
)
def test_what_stays_is_passed_on_at_once_as_athena_said_it(remote, aws, fault):
    aws.faults = [fault]
    answer = call(remote)
    assert (answer.status, answer.document()) == fault
    assert len(aws.calls) == 1


def test_a_lasting_throttle_ends_as_the_throttle_itself(remote, aws):
    aws.faults = [aws_error("ThrottlingException", "Rate exceeded")] * 20
    answer = call(remote)
    assert (answer.status, answer.document()["__type"]) == (400, "ThrottlingException")
    assert len(aws.calls) == retry.ATTEMPTS


def test_a_start_that_is_tried_again_starts_one_query(remote, aws):
    """The answer of the first try is lost after Athena accepted it."""
    body = {"QueryString": "SELECT 1", "ClientRequestToken": "t" * 32}
    accepted = aws.answer("StartQueryExecution", body)[1]["QueryExecutionId"]
    aws.faults = ["reset"]
    assert call(remote, "StartQueryExecution", body).document()["QueryExecutionId"] == accepted
    assert len(aws.tokens) == 1


@pytest.mark.parametrize(
    ("fault", "kind"), [("login", "ForeignAnswerException"), ("redirect", "ForeignAnswerException")]
)
def test_somebody_elses_page_is_never_taken_for_an_answer(remote, aws, fault, kind):
    aws.faults = [fault]
    with pytest.raises(RequestError, match="in place of Athena") as raised:
        call(remote)
    assert raised.value.type == kind
    assert len(aws.calls) == 1


def test_a_proxys_error_page_that_stays_is_named(remote, aws):
    aws.faults = ["html"] * 20
    with pytest.raises(RequestError, match="502, text/html") as raised:
        call(remote)
    assert raised.value.status == 503


def test_a_slow_answer_ends_at_the_deadline(remote, aws):
    aws.faults = [3.0]
    before = time.monotonic()
    with pytest.raises(RequestError, match="no answer in time") as raised:
        call(remote, seconds=0.3)
    assert raised.value.status == 504
    assert time.monotonic() - before < 2.5


def test_nobody_at_the_address_is_a_typed_error(remote, aws, monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL_ATHENA", "http://127.0.0.1:9")
    with pytest.raises(RequestError, match="can't be reached") as raised:
        call(remote)
    assert raised.value.type == "ServiceUnavailableException"


def test_a_name_that_does_not_resolve_is_a_typed_error(remote, aws, monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL_ATHENA", "http://athena.invalid")
    with pytest.raises(RequestError, match="can't be reached"):
        call(remote)


def test_expired_credentials_are_looked_for_again_while_polling(remote, aws, monkeypatch):
    assert call(remote).ok
    aws.expired.add(KEY)
    aws.secrets["AKIDNEW"] = ("new secret", "new token")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIDNEW")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "new secret")
    monkeypatch.setenv("AWS_SESSION_TOKEN", "new token")
    assert call(remote).ok
    assert len(aws.calls) == 3


def test_credentials_that_stay_expired_are_said_so_once(remote, aws):
    aws.expired.add(KEY)
    for _ in range(3):
        assert call(remote).document()["__type"] == "ExpiredTokenException"
    assert len(aws.calls) == 3


def test_without_credentials_the_error_says_so(remote, aws, monkeypatch):
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    with pytest.raises(RequestError, match=r"^NoCredentialsException: No credentials: "):
        call(remote)


def test_a_profile_that_is_not_there_is_named(aws):
    with pytest.raises(RequestError, match="nowhere"):
        call(RemoteAthena(AwsSession(profile="nowhere")))


def test_without_a_region_the_error_says_what_to_set(aws, monkeypatch):
    monkeypatch.delenv("AWS_REGION")
    monkeypatch.delenv("AWS_DEFAULT_REGION")
    with pytest.raises(RequestError, match="set AWS_REGION"):
        call(RemoteAthena(AwsSession()))


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("AWS_ENDPOINT_URL_ATHENA", "no-address"),
        ("AWS_MAX_ATTEMPTS", "many"),
        ("AWS_RETRY_MODE", "wild"),
        ("AWS_REGION", "us east 1"),
    ],
)
def test_a_setting_of_aws_that_cannot_be_is_said_so(aws, monkeypatch, variable, value):
    monkeypatch.setenv(variable, value)
    with pytest.raises(RequestError, match="AWS settings") as failed:
        call(RemoteAthena(AwsSession()))
    assert failed.value.type == "BackEndNotReadyException"
    assert value in failed.value.message


def test_a_password_in_the_endpoint_is_not_shown(aws, monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL_ATHENA", aws.url.replace("//", "//user:tell-tale@"))
    remote = RemoteAthena(AwsSession())
    asyncio.run(remote.open())
    assert remote.place.endswith(aws.url + "/")
    remote.close()


@pytest.mark.parametrize("variable", ["AWS_REGION", "AWS_DEFAULT_REGION"])
def test_either_variable_names_the_region(aws, monkeypatch, variable):
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION"):
        monkeypatch.delenv(name)
    monkeypatch.setenv(variable, "ap-northeast-2")
    session = AwsSession()
    session.open()
    assert session.region == "ap-northeast-2"


@pytest.mark.parametrize(
    ("region", "fips", "dual", "endpoint"),
    [
        ("us-east-1", "", "", "https://athena.us-east-1.amazonaws.com/"),
        ("us-gov-west-1", "true", "", "https://athena-fips.us-gov-west-1.amazonaws.com/"),
        ("eu-central-1", "", "true", "https://athena.eu-central-1.api.aws/"),
        ("cn-north-1", "", "", "https://athena.cn-north-1.amazonaws.com.cn/"),
    ],
)
def test_the_endpoint_is_botocores(aws, monkeypatch, region, fips, dual, endpoint):
    monkeypatch.delenv("AWS_ENDPOINT_URL_ATHENA")
    if fips:
        monkeypatch.setenv("AWS_USE_FIPS_ENDPOINT", fips)
    if dual:
        monkeypatch.setenv("AWS_USE_DUALSTACK_ENDPOINT", dual)
    session = AwsSession(region)
    session.open()
    assert session._opened.endpoint == endpoint


def test_a_proxy_of_the_environment_is_used(remote, aws, monkeypatch):
    """The fake plays the proxy: the request for a name that doesn't exist reaches it."""
    monkeypatch.setenv("AWS_ENDPOINT_URL_ATHENA", "http://athena.invalid")
    monkeypatch.setenv("HTTP_PROXY", aws.url)
    monkeypatch.setenv("http_proxy", aws.url)
    call(remote)
    assert aws.operations() == ["ListWorkGroups"]


def test_the_event_loop_goes_on_while_athena_is_slow(remote, aws):
    aws.faults = [0.5] * 8

    async def both():
        calls = asyncio.gather(*(remote.call("ListWorkGroups", {}) for _ in range(8)))
        turns = 0
        while not calls.done():
            await asyncio.sleep(0.01)
            turns += 1
        return turns, await calls

    turns, answers = asyncio.run(both())
    assert all(answer.ok for answer in answers)
    assert turns > 10


def test_who_asked_is_known_for_the_key_that_signed(remote, aws, monkeypatch):
    assert call(remote).asked_as == "", "STS wasn't asked yet"
    arn = asyncio.run(remote.identity())["arn"]
    assert call(remote).asked_as == arn
    aws.secrets["AKIDNEW"] = aws.secrets[KEY]
    aws.expired.add(KEY)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIDNEW")
    assert call(remote).asked_as == "", "the new key may be another role's"


def test_looking_for_credentials_anew_loses_no_query(remote, aws):
    call(remote)
    before = remote.origin
    remote.forget()
    assert remote.origin == before == "athena:eu-west-3", "queries are known by where they were started"


def test_who_we_are_is_known_while_athena_hangs(aws):
    remote = RemoteAthena(AwsSession(), seconds=10, connections=2)
    aws.faults = [2.0] * 4

    async def ask():
        calls = asyncio.gather(*(remote.call("ListWorkGroups", {}) for _ in range(4)))
        await asyncio.sleep(0.2)
        begun = time.monotonic()
        await remote.open()
        assert (await remote.identity())["account"] == "111122223333"
        took = time.monotonic() - begun
        await calls
        return took

    took = asyncio.run(ask())
    remote.close()
    assert took < 1.7


def test_who_we_are_is_asked_of_sts(remote, aws):
    identity = asyncio.run(remote.identity())
    assert identity == {
        "source": "env",
        "account": "111122223333",
        "arn": "arn:aws:sts::111122223333:assumed-role/analyst/ada",
    }


def test_what_a_pod_gets_its_credentials_by_is_not_logged(aws, monkeypatch, tmp_path, caplog):
    token = tmp_path / "token"
    token.write_text("header.tell-tale.signature")
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"):
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_ROLE_ARN", "arn:aws:iam::111122223333:role/pod")
    monkeypatch.setenv("AWS_WEB_IDENTITY_TOKEN_FILE", str(token))
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.DEBUG, logger="botocore")
    with pytest.raises(RequestError):
        AwsSession().send("ListWorkGroups", b"{}")
    assert "AssumeRoleWithWebIdentity" in caplog.text
    assert "tell-tale" not in caplog.text


def test_a_role_of_the_profile_is_assumed_in_the_region_that_is_set(aws, monkeypatch, tmp_path):
    for name in ("AWS_DEFAULT_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"):
        monkeypatch.delenv(name)
    config = tmp_path / "config"
    config.write_text(
        "[profile base]\naws_access_key_id=A\naws_secret_access_key=B\n"
        "[profile lake]\nrole_arn=arn:aws:iam::111122223333:role/lake\nsource_profile=base\n"
    )
    monkeypatch.setenv("AWS_CONFIG_FILE", str(config))
    with pytest.raises(RequestError) as failed:
        AwsSession(profile="lake").send("ListWorkGroups", b"{}")
    # The fake STS assumes no role; before, it wasn't even asked.
    assert aws.url in failed.value.message


@pytest.mark.parametrize(
    "line",
    [
        "Making request with params: {'headers': {'x-amz-sso_bearer_token': 'tell-tale'}}",
        "Making request with params: {'body': {'SAMLAssertion': 'tell-tale', 'RoleArn': 'arn'}}",
        "Making request with params: {'body': {'ExternalId': 'tell-tale', 'TokenCode': 'tell-tale'}}",
        "b'Action=AssumeRoleWithWebIdentity&WebIdentityToken=tell-tale&RoleArn=arn'",
        "<SecretAccessKey>tell-tale</SecretAccessKey><SessionToken>tell-tale</SessionToken>",
    ],
)
def test_what_credentials_are_asked_for_with_is_blanked(line):
    assert "tell-tale" not in SECRETS.redact(line)
