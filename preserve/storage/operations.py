"""Every operation that changes a file system, one thin function each.

Nothing else in preserve creates, writes, renames or removes. So what is written can be
reasoned about, recorded and made to fail in one place. Names are octets relative to a folder
handle (``at``), or to the working folder where ``at`` is None.
"""

import errno
import os

from preserve.storage import system_calls

_RENAME_NOREPLACE = 1
_AT_FDCWD = -100
_NO_SUCH_CALL = (errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP)


def make_folder(name: bytes, *, at: int | None = None, mode: int = 0o777) -> None:
    """Create one folder."""
    os.mkdir(name, mode, dir_fd=at)


def create_file(name: bytes, *, at: int | None = None) -> int:
    """Create a file that must not exist, and give its handle for reading and writing."""
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    return os.open(name, flags, 0o666, dir_fd=at)


def open_to_append(name: bytes, *, at: int | None = None) -> int:
    """Open a file for appending, created if it is not there."""
    flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW | os.O_CLOEXEC
    return os.open(name, flags, 0o666, dir_fd=at)


def open_to_write(name: bytes, *, at: int | None = None) -> int:
    """Open a file for reading and writing at any place, created if it is not there."""
    flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
    return os.open(name, flags, 0o666, dir_fd=at)


def write(handle: int, octets: bytes | memoryview) -> None:
    """Write all the octets, however many calls it takes."""
    view = memoryview(octets)
    while view:
        view = view[os.write(handle, view) :]


def copy_range(source: int, target: int, count: int, *, offset: int) -> int:
    """Copy up to ``count`` octets from one file to the same place in another, in the kernel.

    Gives how many were copied. File systems that can share blocks do. Raises OSError, also
    where the system does not copy between these files.
    """
    return os.copy_file_range(source, target, count, offset, offset)


def reserve(handle: int, size: int) -> None:
    """Take room for a file before it is written, where the file system can do so at no cost.

    Raises OSError when there is none.
    """
    failure = system_calls.reserve(handle, size)
    if failure and failure not in _NO_SUCH_CALL:
        raise OSError(failure, os.strerror(failure))


def seek(handle: int, offset: int) -> None:
    """Let the next write to a file begin at a place."""
    os.lseek(handle, offset, os.SEEK_SET)


def truncate(handle: int, size: int) -> None:
    """Cut a file to ``size`` octets."""
    os.ftruncate(handle, size)


def flush(handle: int) -> None:
    """Bring a file's or a folder's octets to the disk (fsync)."""
    os.fsync(handle)


def flush_file_system(handle: int) -> None:
    """Bring everything on an open folder's file system to the disk (syncfs).

    Raises OSError, on Linux since 5.8 also where anything could not be written since the folder
    was opened.
    """
    failure = system_calls.failure("syncfs", handle)
    if failure:
        raise OSError(failure, os.strerror(failure))


def set_times(handle: int, *, atime_ns: int, mtime_ns: int) -> None:
    """Give an open file the times of another."""
    os.utime(handle, ns=(atime_ns, mtime_ns))


def rename(old: bytes, new: bytes, *, old_at: int | None = None, new_at: int | None = None) -> None:
    """Rename, replacing what stands under the new name."""
    os.rename(old, new, src_dir_fd=old_at, dst_dir_fd=new_at)


def rename_onto_absent(
    old: bytes, new: bytes, *, old_at: int | None = None, new_at: int | None = None
) -> None:
    """Rename in one step that fails with FileExistsError when the new name is taken.

    Where the file system has no such call, a file is linked under its new name, and a folder
    is renamed onto a name that was found absent: safe while the output's lock is held.
    """
    failure = _renameat2(old, new, old_at, new_at)
    if failure == 0:
        return
    if failure not in _NO_SUCH_CALL:
        raise OSError(failure, os.strerror(failure), os.fsdecode(new))
    if _is_folder(old, old_at):
        _rename_folder_onto_absent(old, new, old_at, new_at)
    else:
        os.link(old, new, src_dir_fd=old_at, dst_dir_fd=new_at, follow_symlinks=False)
        os.unlink(old, dir_fd=old_at)


def remove_file(name: bytes, *, at: int | None = None) -> None:
    """Remove one file or link."""
    os.unlink(name, dir_fd=at)


def remove_folder(name: bytes, *, at: int | None = None) -> None:
    """Remove one empty folder."""
    os.rmdir(name, dir_fd=at)


def _renameat2(old: bytes, new: bytes, old_at: int | None, new_at: int | None) -> int:
    old_handle = _AT_FDCWD if old_at is None else old_at
    new_handle = _AT_FDCWD if new_at is None else new_at
    return system_calls.failure("renameat2", old_handle, old, new_handle, new, _RENAME_NOREPLACE)


def _is_folder(name: bytes, at: int | None) -> bool:
    try:
        os.close(os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=at))
    except NotADirectoryError:
        return False
    return True


def _rename_folder_onto_absent(
    old: bytes, new: bytes, old_at: int | None, new_at: int | None
) -> None:
    try:
        os.lstat(new) if new_at is None else os.stat(new, dir_fd=new_at, follow_symlinks=False)
    except FileNotFoundError:
        os.rename(old, new, src_dir_fd=old_at, dst_dir_fd=new_at)
    else:
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), os.fsdecode(new))
