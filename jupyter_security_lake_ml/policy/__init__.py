"""What may pass to Athena: which operations, which of their members, which statements. Fails closed."""

from .judge import Judge
from .operations import POLLING, Rules, admit
from .statements import Verdict, judge_statement

__all__ = ["POLLING", "Judge", "Rules", "Verdict", "admit", "judge_statement"]
