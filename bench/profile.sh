#!/usr/bin/env bash
# Shows where the time of a command goes, in all of its processes:
#
#     bench/profile.sh preserve validate BAG
#     bench/profile.sh preserve bag SOURCE --output OUT
#
# Writes flames.svg (open it in a browser) and summary.txt into $PROFILE (default: build/profile)
# and prints the summary. Samples with py-spy (pip install -e '.[bench]'); where py-spy may not
# look into other processes, with perf, which writes summary.txt alone. What the command printed
# is in printed.txt. The exit code is the recorder's: py-spy hides that of the command.
set -uo pipefail
if (($# == 0)); then
  sed -n '2,/^set/{/^set/d;s/^# \{0,1\}//;p}' "$0" >&2
  exit 2
fi

root="$(cd "$(dirname "$0")/.." && pwd)"
out="${PROFILE:-$root/build/profile}"
rate="${PROFILE_RATE:-100}"
python="${PYTHON:-python3}"
mkdir -p "$out"

# A process that waits is not sampled, so the probe has to be busy.
py_spy() {
  py-spy record --subprocesses --rate "$rate" --output "$1" -- "${@:2}"
}

if command -v py-spy >/dev/null \
  && py_spy "$out/probe.svg" "$python" -c 'sum(range(30_000_000))' >/dev/null 2>&1; then
  rm -f "$out/probe.svg"
  py_spy "$out/flames.svg" "$@" >"$out/printed.txt"
  code=$?
  PYTHONPATH="$root" "$python" -m bench.flames "$out/flames.svg" >"$out/summary.txt" || exit 3
elif command -v perf >/dev/null; then
  rm -f "$out/probe.svg" "$out/flames.svg"
  echo 'py-spy is missing or may not look into processes: perf it is' >&2
  # Python 3.12 and later name their functions to perf.
  PYTHONPERFSUPPORT=1 perf record --quiet -F "$rate" -g -o "$out/perf.data" -- "$@" >"$out/printed.txt"
  code=$?
  for sort in dso comm,dso,sym; do
    perf report --stdio --no-children -g none --percent-limit 0.5 --sort "$sort" -i "$out/perf.data"
  done 2>/dev/null | grep -v '^#' | cat -s >"$out/summary.txt" || exit 3
else
  echo "neither py-spy (pip install -e '.[bench]') nor perf is there" >&2
  exit 3
fi

cat "$out/summary.txt"
printf '\nin %s: %s\n' "$out" "$(cd "$out" && ls -m flames.svg summary.txt printed.txt 2>/dev/null)"
exit "$code"
