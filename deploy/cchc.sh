#!/bin/sh
# For an office without a git host: cchc.sh publish | quota, called by systemd or cron.
#
#   publish  pull, say what is wrong, build and swap; also when the quota is short
#   quota    print the reminder; exit 1 when a closed month is short
#
# Settings by environment: CCHC_DIR (this project), CCHC_SITE (the folder the web server serves),
# CCHC_REMIND_TO (mail addresses for the reminder; needs the `mail` command).
set -eu
task=${1:-}
CCHC_DIR=${CCHC_DIR:-$(cd "$(dirname "$0")/.." && pwd)}
cd "$CCHC_DIR"

update() {
  if [ -n "$(git remote)" ]; then
    git pull --quiet --ff-only
  fi
  make --silent venv
}

case $task in
publish)
  : "${CCHC_SITE:?CCHC_SITE: the folder the web server serves}"
  mkdir -p .cache
  exec 9>.cache/publish.lock
  flock -n 9 || { echo "cchc: another run is still at work" >&2; exit 0; }
  update
  .venv/bin/cchc check || echo "cchc: some posts need mending; publishing what is ready" >&2
  .venv/bin/cchc publish "$CCHC_SITE"
  .venv/bin/cchc verify "$CCHC_SITE"
  ;;
quota)
  update
  note=$(.venv/bin/cchc remind)
  echo "$note"
  if [ -n "${CCHC_REMIND_TO:-}" ]; then
    echo "$note" | mail -s "Chỉ tiêu tin, bài CCHC" "$CCHC_REMIND_TO"
  fi
  .venv/bin/cchc quota
  ;;
*)
  echo "usage: cchc.sh publish | quota" >&2
  exit 2
  ;;
esac
