#!/bin/sh
# Writes migrations/schema.sql: what our migrations make on PostgreSQL 15, the oldest we support. `--check` compares instead.
# Needs PostgreSQL 15's programs (Debian: postgresql-15; elsewhere: PG_BIN). Its server is thrown away.
set -eu
cd "$(dirname "$0")/../.."
bin=${PG_BIN:-/usr/lib/postgresql/15/bin}
"$bin/pg_dump" --version | grep -q ' 15\.' || { echo "PostgreSQL 15 is needed (PG_BIN)." >&2; exit 2; }
place=$(mktemp -d)
chmod 755 "$place"
port=${PG_PORT:-54915}
as_server=''
if [ "$(id -u)" = 0 ]; then
  as_server='setpriv --reuid=65534 --regid=65534 --clear-groups'
  chown 65534:65534 "$place"
fi
stop() {
  (cd "$place" && $as_server "$bin/pg_ctl" -D "$place/data" -m immediate stop >/dev/null 2>&1) || true
  rm -rf "$place"
}
trap stop EXIT
(
  cd "$place"
  $as_server "$bin/initdb" -D "$place/data" -U passerelle -A trust -E UTF8 --locale=C >/dev/null
  $as_server "$bin/pg_ctl" -D "$place/data" -l "$place/log" -w start \
    -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=" >/dev/null
)
url="postgres://passerelle@127.0.0.1:$port/postgres"
node scripts/run.mjs build
node=$(ls node_modules/node-*/bin/node 2>/dev/null | head -n 1)
"${node:-node}" dist/scripts/schema/migrate.js "$url"
"$bin/pg_dump" --schema-only --no-owner --no-privileges --schema=passerelle "$url" >"$place/dump.sql"
{
  echo '-- The schema passerelle as the migrations make it, dumped by scripts/schema/dump.sh: made on PostgreSQL 15.'
  sed -e '/^--/d' -e '/^\\/d' -e '/^SET /d' -e '/^SELECT pg_catalog.set_config/d' "$place/dump.sql" | cat -s
} >"$place/schema.sql"
if [ "${1:-}" = --check ]; then
  diff -u migrations/schema.sql "$place/schema.sql"
else
  cp "$place/schema.sql" migrations/schema.sql
fi
