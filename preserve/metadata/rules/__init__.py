"""The rules that a schema cannot say, one small function each, with a code."""

from preserve.metadata.rules.dublin_core import check_dublin_core
from preserve.metadata.rules.premis import check_premis
from preserve.metadata.rules.result import PremisResult, RecordResult

__all__ = ["PremisResult", "RecordResult", "check_dublin_core", "check_premis"]
