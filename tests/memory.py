"""How much memory a process of its own took, for the scripts that tests run in one.

``ru_maxrss`` will not do: it counts what the process was before it became the script, which is
a copy of the tests' own.
"""

PEAK = """
def peak_kib():
    with open("/proc/self/status", encoding="ascii") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM:"))

"""
"""Source text that defines ``peak_kib``: the most octets held at once, in KiB (Linux)."""
