#!/bin/sh
# Run once by the postgres image (deploy/compose.yml). Latchkey's role owns its database and is no superuser, so that the database
# itself refuses changes of the audit trail.
set -eu
psql -v ON_ERROR_STOP=1 -v password="$LATCHKEY_DB_PASSWORD" --username "${POSTGRES_USER:-postgres}" <<'SQL'
CREATE ROLE latchkey LOGIN PASSWORD :'password';
CREATE DATABASE latchkey OWNER latchkey;
SQL
