# Sourced by the examples that run: builds trustctl, and shows commands as a person would see them.
# Its arguments are sets of .ci/packages. Sets $program, $folder (temporary, removed at the end) and $root.
#
# The tests set TRUSTCTL_PROGRAM, a program that is built already, and EXAMPLES_AT, the day by which
# commands judge that can be told one: what is printed must not depend on today's.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

program=${TRUSTCTL_PROGRAM:-}
if [ -z "$program" ]; then
  program=$root/build/release/cli/trustctl
  "$root/.ci/packages" "$@"
  [ -e "$program" ] || echo "building trustctl; the first time this takes some minutes"
  build_log=$(mktemp)
  seen=$build_log
  if [ -t 1 ]; then seen=/dev/tty; fi  # a person sees how far it is
  if ! { cd "$root" && cmake --preset release > "$build_log" 2>&1 &&
         cmake --build --preset release --target trustctl >> "$seen" 2>&1; }; then
    cat "$build_log" >&2
    exit 1
  fi
  rm -f "$build_log"
fi

bold= dim= plain=
if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then bold=$'\e[1m' dim=$'\e[2m' plain=$'\e[0m'; fi

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

say() { printf '\n%s# %s%s\n' "$dim" "$1" "$plain"; }
show() {  # show EXIT COMMAND…: the command, its output, and that it ended as it should
  local expected=$1 code=0 unseen=() word line=
  shift
  for word in "$@"; do
    case $word in *[\ \;]*) word="'$word'" ;; esac
    line+=" $word"
  done
  printf '%s$%s%s\n' "$bold" "$line" "$plain"
  if [ "$1" = trustctl ]; then
    unseen=(--state-dir "$folder/state")
    case $2 in plan | check) unseen+=(${EXAMPLES_AT:+--at "$EXAMPLES_AT"}) ;; esac
    "$program" "${@:2}" "${unseen[@]}" || code=$?
  else
    "$@" || code=$?
  fi
  if [ "$expected" -ne 0 ]; then printf '%s(exit code %d)%s\n' "$dim" "$code" "$plain"; fi
  [ "$code" -eq "$expected" ] || { echo "$0: expected exit code $expected, not $code" >&2; exit 1; }
}
