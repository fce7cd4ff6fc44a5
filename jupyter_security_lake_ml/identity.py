"""Who asks: the name under which queries are kept apart, and the role that AWS sees."""

import re

from jupyter_server.auth.identity import (
    IdentityProvider,
    LegacyIdentityProvider,
    PasswordIdentityProvider,
)
from jupyter_server.base.handlers import JupyterHandler

SHARED = "shared"
"""Owner of all queries where everybody who knows the server's token (or where none is set) is one person.

The stock identity providers make up a new anonymous name for every browser, and for every request that
carries a token; keeping queries apart by it would lose them.
"""

_SESSION_OF_BOTOCORE = re.compile(r"/botocore-session-\d+$")
_STOCK = (IdentityProvider, PasswordIdentityProvider, LegacyIdentityProvider)


def owner_of(handler: JupyterHandler) -> str:
    """The user's name where an identity provider knows people (JupyterHub, SageMaker), else ``SHARED``."""
    if type(handler.identity_provider) in _STOCK:
        return SHARED
    user = handler.current_user
    return str(getattr(user, "username", user) or SHARED)


def role_of(arn: str) -> str:
    """The ARN without the session's name where botocore made one up, from the time: one role is one role."""
    return _SESSION_OF_BOTOCORE.sub("", arn)
