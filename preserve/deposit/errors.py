"""What goes wrong with repositories, one exception a situation.

Messages are one sentence about what is wrong there; who sends adds which bag and which target.
"""

from preserve.errors import PreserveError


class DepositError(PreserveError):
    """A repository refused, was unreachable, or did not confirm."""

    exit_code = 4


class RefusedCredentialsError(DepositError):
    """The repository does not know the credentials, or they may not do this."""


class QuotaError(DepositError):
    """There is no room, or the package is larger than the repository takes."""


class UnreachableError(DepositError):
    """The repository cannot be reached, or answers with what is no answer."""


class TransientError(UnreachableError):
    """What may pass if it is tried again."""

    def __init__(self, message: str, *, remedy: str = "", retry_after: float | None = None) -> None:
        """Keep the words, and how many seconds the server asks to wait, where it does."""
        super().__init__(message, remedy=remedy)
        self.retry_after = retry_after


class WrongChecksumError(DepositError):
    """What arrived, or what was read to be sent, has other digests than the bag."""


class UnsupportedPackagingError(DepositError):
    """The repository does not take a package of this form."""


class NoCollectionError(DepositError):
    """The collection, bucket or folder to deposit into is not there."""


class NotConfirmedError(DepositError):
    """The repository did not confirm that it has what was sent."""


class OtherContentError(DepositError):
    """Other content is there under the same identifier; it is never replaced."""

    exit_code = 1
