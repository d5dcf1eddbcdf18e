"""What Windows can hold as a file name; knowledge of Windows, not code for it."""

LONGEST_PATH = 256
"""UTF-16 units below a drive: MAX_PATH is 260 with ``C:\\`` and the closing NUL."""

_FORBIDDEN = frozenset('<>:"|?*\\')
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$"}
    | {f"{device}{digit}" for device in ("com", "lpt") for digit in "123456789¹²³"}
)


def refusal(name: str) -> str:
    """Say why Windows cannot hold a name; empty when it can."""
    forbidden = sorted({one for one in name if one in _FORBIDDEN})
    if forbidden:
        return f"Windows forbids {' '.join(forbidden)} in names"
    if any(ord(one) < 0x20 for one in name):
        return "Windows forbids control characters in names"
    if name.endswith((".", " ")):
        return "Windows cuts off a dot or blank at the end of a name"
    if name.split(".", 1)[0].rstrip(" ").lower() in _DEVICES:
        return "Windows takes the name for a device"
    return ""


def path_length(path: str) -> int:
    """Count the UTF-16 units of a path."""
    return len(path.encode("utf-16-le", "surrogatepass")) // 2
