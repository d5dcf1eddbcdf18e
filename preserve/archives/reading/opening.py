"""Opening an archive: its form, its members, and where in it the bag lies."""

from contextlib import ExitStack, closing
from pathlib import Path

from preserve.archives.reading import forms, tar_listing, top_folder, zip_listing
from preserve.archives.reading.archive import Archive
from preserve.archives.reading.faults import FaultError, Faults
from preserve.archives.reading.forms import ArchiveForm
from preserve.archives.reading.handle import ArchiveFile
from preserve.archives.reading.index import MemberIndex
from preserve.archives.reading.kept import Kept
from preserve.archives.reading.limits import Limits
from preserve.archives.reading.listing import Listing
from preserve.archives.reading.shares import Share
from preserve.archives.reading.sources import ExpandedSource, PlainSource
from preserve.archives.reading.tar_listing import Keep
from preserve.archives.reading.untold import UNTOLD
from preserve.errors import ReadError


def tell_form(path: Path) -> ArchiveForm | None:
    """Tell the form of the archive at ``path``; None when it is none that is read here.

    Raises OSError as opening does, ReadError for what is no regular file or cannot be read.
    """
    with ArchiveFile(path) as file:
        return forms.tell(file)


def open_archive(path: Path, *, limits: Limits, keep: Keep) -> Archive:
    """Open the archive at ``path`` and learn what is in it.

    ``keep`` tells, by the path within the bag, which files of a compressed tar are to be at
    hand; others of it can be read in passing alone. What is wrong with the archive is among its
    findings. Raises OSError as opening does, and when there is no room for temporary files;
    ReadError for what is no archive.
    """
    with ExitStack() as stack:
        file = stack.enter_context(ArchiveFile(path))
        form = forms.tell(file)
        if form is None:
            raise ReadError(f"{path}: is no archive that is read here")
        faults = Faults()
        kept = None
        if form not in {ArchiveForm.ZIP, ArchiveForm.TAR}:
            kept = stack.enter_context(closing(Kept(limits.kept_octets)))
        learning = _Learning(file, form, limits, faults)
        index = stack.enter_context(closing(learning.index(kept, keep)))
        base = b""
        if learning.is_listed:
            base = top_folder.choose(index, archive=path.name, faults=faults)
        stack.pop_all()
        return Archive(
            file=file,
            form=form,
            limits=limits,
            faults=faults,
            index=index,
            base=base,
            kept=kept,
            share=Share(limits.memory),
            is_listed=learning.is_listed,
        )


class _Learning:
    """The first pass over an archive."""

    def __init__(
        self, file: ArchiveFile, form: ArchiveForm, limits: Limits, faults: Faults
    ) -> None:
        self._file = file
        self._form = form
        self._limits = limits
        self._faults = faults
        self.is_listed = True

    def index(self, kept: Kept | None, keep: Keep) -> MemberIndex:
        """Give the members; none when they cannot be known."""
        try:
            with closing(Listing(self._limits, self._faults)) as listing:
                self._collect(listing, kept, keep)
                if self.is_listed:
                    return listing.index()
        except FaultError as error:
            self._tell(error)
            self.is_listed = False
        return MemberIndex(())

    def _collect(self, listing: Listing, kept: Kept | None, keep: Keep) -> None:
        try:
            forms.check_only(self._file, self._form)
            if self._form is ArchiveForm.ZIP:
                zip_listing.collect(self._file, listing, self._limits, self._faults)
                return
            source = (
                PlainSource(self._file)
                if kept is None
                else ExpandedSource(self._file, self._form, self._limits)
            )
            tar_listing.collect(
                source, listing, self._limits, self._faults, kept=kept, keep=_below_top(keep)
            )
        except FaultError as error:
            self._tell(error)
            # What a damaged tar holds up to the damage is known, and is judged.
            self.is_listed = error.finding.code not in UNTOLD and listing.taken > 0

    def _tell(self, error: FaultError) -> None:
        self._faults.tell(error.finding)


def _below_top(keep: Keep) -> Keep:
    """Ask of a path from the top of an archive, before it is known where the bag lies."""

    def keep_below(path: bytes) -> bool:
        top, _, rest = path.partition(b"/")
        if top != b"data":
            return keep(rest or path)
        # Either the payload of a bag at the top, which no right archive has, or a bag that is
        # called data.
        return keep(path) or keep(rest)

    return keep_below
