#!/bin/sh
# For an office without a git host: cchc.sh publish | quota | backup | drill, called by systemd or cron.
#
#   publish  pull, say what is wrong, build and swap; also when the quota is short
#   quota    print the reminder; exit 1 when a closed month is short
#   backup   write the whole repository, history included, into one file of CCHC_BACKUP; the newest 30 stay
#   drill    restore the newest backup beside everything else, publish what is published now from it, and compare;
#            exit 1 when it is not the same, byte by byte
#
# Settings by environment: CCHC_DIR (this project), CCHC_SITE (the folder the web server serves),
# CCHC_BACKUP (the folder for backups; better on another machine's disk), CCHC_REMIND_TO (mail addresses for the
# reminder; needs the `mail` command).
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

# What the published folder says of itself: the commit, and when it was built.
published() {
  .venv/bin/python - "$CCHC_SITE/data/build.json" <<'EOF'
import datetime, json, sys
about = json.load(open(sys.argv[1], encoding="utf-8"))
print(about["commit"], int(datetime.datetime.fromisoformat(about["built_at"]).timestamp()))
EOF
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
backup)
  : "${CCHC_BACKUP:?CCHC_BACKUP: the folder for backups}"
  mkdir -p "$CCHC_BACKUP"
  file=$CCHC_BACKUP/cchc-$(date +%Y%m%d-%H%M%S).bundle
  git bundle create --quiet "$file.part" --all
  git bundle verify --quiet "$file.part"
  mv "$file.part" "$file"
  find "$CCHC_BACKUP" -maxdepth 1 -name 'cchc-*.bundle' | sort -r | tail -n +31 | while read -r old; do rm -- "$old"; done
  echo "$file"
  ;;
drill)
  : "${CCHC_SITE:?CCHC_SITE: the folder the web server serves}" "${CCHC_BACKUP:?CCHC_BACKUP: the folder for backups}"
  file=$(find "$CCHC_BACKUP" -maxdepth 1 -name 'cchc-*.bundle' | sort | tail -n 1)
  [ -n "$file" ] || { echo "cchc: no backup in $CCHC_BACKUP" >&2; exit 1; }
  built=$(published)
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  git clone --quiet "$file" "$work/cchc"
  git -C "$work/cchc" checkout --quiet "${built% *}" || { echo "cchc: $file is older than what is published" >&2; exit 1; }
  if [ -d .cache/cchc-admin ]; then # made by `make admin`, not kept by git
    mkdir "$work/cchc/.cache"
    cp -RL .cache/cchc-admin "$work/cchc/.cache/"
  fi
  SOURCE_DATE_EPOCH=${built#* } .venv/bin/cchc publish "$work/site" -f "$work/cchc/mkdocs.yml"
  diff -rq "$CCHC_SITE" "$work/site"
  echo "cchc: $file gives what is published, byte by byte"
  ;;
*)
  echo "usage: cchc.sh publish | quota | backup | drill" >&2
  exit 2
  ;;
esac
