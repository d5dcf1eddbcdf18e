"""System calls that Python has no function for.

ctypes is imported when one is called: few commands do, and it takes a while.
"""

import errno


def failure(name: str, *arguments: int | bytes) -> int:
    """Make a call that gives 0 when it succeeds, and give the error number of its failure.

    ENOSYS where the system has no such call.
    """
    import ctypes  # noqa: PLC0415 - quick start-up

    try:
        call = getattr(ctypes.CDLL(None, use_errno=True), name)
    except (AttributeError, OSError):
        return errno.ENOSYS
    return ctypes.get_errno() if call(*arguments) else 0


def reserve(handle: int, size: int) -> int:
    """Take room for a file from its beginning, and give the error number of a failure."""
    import ctypes  # noqa: PLC0415 - quick start-up

    try:
        call = ctypes.CDLL(None, use_errno=True).fallocate
    except (AttributeError, OSError):
        return errno.ENOSYS
    # Both are 64 bits wide where off_t is, which it is on every 64-bit system.
    return ctypes.get_errno() if call(handle, 0, ctypes.c_long(0), ctypes.c_long(size)) else 0


def file_system(handle: int) -> int | None:
    """Give the number by which Linux knows the kind of a file's file system."""
    import ctypes  # noqa: PLC0415 - quick start-up

    # struct statfs begins with the number, as a long; the rest is room to spare.
    found = (ctypes.c_long * 64)()
    try:
        call = ctypes.CDLL(None, use_errno=True).fstatfs
    except (AttributeError, OSError):
        return None
    return int(found[0]) if call(handle, ctypes.byref(found)) == 0 else None
