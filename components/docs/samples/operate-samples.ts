/** What an operator types or writes, with the deployment's own hosts where there are any. */

export const COMPOSE = `cp deploy/compose.env.example deploy/compose.env   # and fill it in
docker compose --env-file deploy/compose.env -f deploy/compose.yml up -d --build
docker compose -f deploy/compose.yml ps`;

export const BARE = `export NODE_ENV=production
export DATABASE_URL=postgres://latchkey:…@127.0.0.1:5432/latchkey
export NEXTAUTH_URL=… GATEWAY_URL=…
export NEXTAUTH_SECRET=… LATCHKEY_KEK=v1:…
npm start`;

export const ROLE = `CREATE ROLE latchkey LOGIN PASSWORD '…';
CREATE DATABASE latchkey OWNER latchkey;
-- A database that is there already: the worker keeps its queues in a schema of their own.
GRANT CREATE ON DATABASE latchkey TO latchkey;`;

/** The name a certificate is for; of a deployment that has no name yet, an example. */
const hostOf = (url: string, example: string): string => {
  const { hostname } = new URL(url);
  return hostname === "localhost" || /^[\d.]+$|^\[/.test(hostname) ? example : hostname;
};

/** TLS in front of dashboard and gateway, by Caddy, which gets its certificates itself. */
export function caddyTls(dashboard: string, gateway: string): string {
  const [keys, asked] = [hostOf(dashboard, "keys.example.com"), hostOf(gateway, "gateway.example.com")];
  return `${keys} {
	reverse_proxy 127.0.0.1:3000
}

${asked === keys ? `gateway.${keys}` : asked} {
	# Services ask here; probes and metrics stay inside.
	@asked path /v1/verify /v1/verify/batch /v1/usage
	reverse_proxy @asked 127.0.0.1:3001 127.0.0.1:3002
}`;
}

export const nginxTls = (dashboard: string): string => `server {
    listen 443 ssl;
    server_name ${hostOf(dashboard, "keys.example.com")};
    ssl_certificate     /etc/ssl/keys.pem;
    ssl_certificate_key /etc/ssl/keys.key;

    location / {
        proxy_pass http://127.0.0.1:3000;
        proxy_set_header Host $host;
        proxy_set_header X-Forwarded-Proto $scheme;
        # The peer that nginx sees, in place of what a client claims.
        proxy_set_header X-Forwarded-For $remote_addr;
        proxy_buffering off;
    }
}`;

export const DOCTOR = `npm run admin -- doctor
ok    node         20.20.2
ok    database     PostgreSQL 17.6
ok    migrations   18 applied
ok    trail        append-only by trigger and by privilege
ok    gateway      ready`;

export const BACKUP = `# Every night, or better: WAL archiving, which loses nothing.
pg_dump --format=custom --file=latchkey.dump "$DATABASE_URL"

# Every few minutes, to another machine: what a restore must not bring back.
npm run admin -- audit export --to /var/backups/latchkey-trails`;

export const RESTORE = `# 1. Nothing of Latchkey runs. If the old database can still be read, export once more.
npm run admin -- audit export --to /var/backups/latchkey-trails

# 2. Into an empty database.
pg_restore --exit-on-error --no-owner --dbname="$DATABASE_URL" latchkey.dump

# 3. Before anything serves.
npm run admin -- migrate
npm run admin -- restore apply --from /var/backups/latchkey-trails --dry-run
npm run admin -- restore apply --from /var/backups/latchkey-trails

# 4. Look, then start.
npm run admin -- audit verify
npm start`;

export const APPLIED = `acme: the database has 4120 of 4127 events.
  Taken away again: 2 key.revoke, 1 secret.end, 1 access_token.revoke
  Not done again, read them in the export: 2 key.edit, 1 key.create
operator: the database has 31 of 31 events.
318 key(s) are marked as changed, so that every gateway reads them anew.`;

export const GATEWAY_ALONE = `NODE_ENV=production DATABASE_URL=… REDIS_URL=redis://redis:6379 \\
  LATCHKEY_PEPPERS=… TRUSTED_PROXIES=… npm start -- --only=gateway`;

export const UPGRADE = `git pull            # or the new image
npm run build       # while the old version goes on serving
npm run admin -- migrate
# then restart where the dashboard runs, and the gateways one after the other`;

export const TWO_PEPPERS = `# 1. On every gateway, one after the other: both versions.
# 2. Then where the dashboard runs: new secrets are hashed with v2.
LATCHKEY_PEPPERS=v1:<as it was>,v2:<a new one>`;

/** A random value of 32 bytes, as every secret of the product is made. */
export const NEW_SECRET = "openssl rand -base64 32";
