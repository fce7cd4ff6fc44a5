"""`python -m jupyter_security_lake_ml` is the command `security-lake-ml`."""

import sys

from .cli import main

sys.exit(main())
