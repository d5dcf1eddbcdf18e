#!/usr/bin/env bash
# Shows where the time of a command goes, in all of its processes:
#
#     bench/profile.sh preserve validate BAG
#     bench/profile.sh preserve bag SOURCE --output OUT
#
# Empties $PROFILE (default: build/profile) of what a profile before left, writes flames.svg (open
# it in a browser) and summary.txt there, and prints the summary. Samples with py-spy; where it may
# not look into other processes, with perf, which writes summary.txt alone. What the command
# printed is in printed.txt. The exit code is that of the command; 3 when nothing was sampled.
#
# py-spy comes with the extra bench, in a clone, from a shell in which .venv is not activated:
#
#     python3 -m pip --python .venv install -e '.[dev,bench]'
set -uo pipefail
if (($# == 0)); then
  sed -n '2,/^set/{/^set/d;s/^# \{0,1\}//;p}' "$0" >&2
  exit 2
fi
# Called by itself: runs the command, apart from what the recorders print, and keeps its exit code,
# which they hide.
if [[ "$1" == --recorded ]]; then
  "${@:4}" >"$3"
  code=$?
  echo "$code" >"$2"
  exit "$code"
fi

root="$(cd "$(dirname "$0")/.." && pwd)"
out="${PROFILE:-$root/build/profile}"
rate="${PROFILE_RATE:-100}"
python="${PYTHON:-python3}"
install="python3 -m pip --python .venv install -e '.[dev,bench]' (in the clone, .venv not activated)"
if [[ -z "$(type -P -- "$1")" ]]; then
  echo "$1: there is no such command" >&2
  exit 127
fi
mkdir -p "$out" || exit 3
# What a run before left would be taken for the results of this one.
rm -f "$out"/{flames.svg,probe.svg,summary.txt,printed.txt,perf.data,perf.data.old,ended} || exit 3

py_spy="$(type -P py-spy)"
if [[ -z "$py_spy" && -x "$root/.venv/bin/py-spy" ]]; then
  py_spy="$root/.venv/bin/py-spy"
fi

# A process that waits is not sampled, so the probe has to be busy.
sample() {
  RUST_BACKTRACE=0 RUST_LIB_BACKTRACE=0 "$py_spy" record --subprocesses --rate "$rate" --output "$1" -- "${@:2}"
}

command=(bash "${BASH_SOURCE[0]}" --recorded "$out/ended" "$out/printed.txt" "$@")

if [[ -n "$py_spy" ]] \
  && sample "$out/probe.svg" "$python" -c 'sum(range(30_000_000))' >/dev/null 2>&1; then
  rm -f "$out/probe.svg"
  sample "$out/flames.svg" "${command[@]}" >&2
  if [[ -s "$out/flames.svg" ]]; then
    PYTHONPATH="$root" "$python" -m bench.flames "$out/flames.svg" >"$out/summary.txt"
  fi
elif command -v perf >/dev/null; then
  rm -f "$out/probe.svg"
  if [[ -z "$py_spy" ]]; then
    echo "py-spy is missing, so perf it is. To get py-spy: $install" >&2
  else
    echo 'py-spy may not look into processes, so perf it is' >&2
  fi
  # Python 3.12 and later name their functions to perf.
  PYTHONPERFSUPPORT=1 perf record --quiet -F "$rate" -g -o "$out/perf.data" -- "${command[@]}" >&2
  if [[ -s "$out/perf.data" ]]; then
    for sort in dso comm,dso,sym; do
      perf report --stdio --no-children -g none --percent-limit 0.5 --sort "$sort" -i "$out/perf.data"
    done 2>/dev/null | grep -v '^#' | cat -s >"$out/summary.txt"
  fi
else
  echo "neither py-spy nor perf is there. To get py-spy: $install" >&2
  exit 3
fi

code="$(cat "$out/ended" 2>/dev/null)"
rm -f "$out/ended"
if [[ -s "$out/summary.txt" ]]; then
  cat "$out/summary.txt"
else
  echo 'nothing was sampled: the command was too short, or runs no Python' >&2
fi
printf '\nin %s: %s\n' "$out" "$(cd "$out" && ls -m flames.svg summary.txt printed.txt 2>/dev/null)"
if [[ "${code:-1}" != 0 ]]; then
  echo "the command failed (exit code ${code:-unknown}); what it printed is in $out/printed.txt" >&2
fi
[[ -s "$out/summary.txt" ]] || exit "$((${code:-0} == 0 ? 3 : code))"
exit "${code:-3}"
