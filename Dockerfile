# Latchkey: dashboard, gateway and worker in one process tree, as `npm start` runs them; with `--only=gateway` a gateway alone.
#   docker build -t latchkey .
#   docker run --init --env-file … -p 3000:3000 -p 3001:3001 -v latchkey:/var/lib/latchkey latchkey
# It wants a PostgreSQL of its own (DATABASE_URL). deploy/compose.yml has all of it together.

FROM node:20-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
# No package's own script is needed, so none runs.
RUN npm ci --include=dev --ignore-scripts --no-audit --no-fund
COPY . .
RUN npm run build
# The compiler and the tests' tools stay behind. What was built is fresh by its contents, so that nothing is built at a start.
RUN npm prune --omit=dev --ignore-scripts --no-save --no-audit --no-fund

FROM node:20-slim
WORKDIR /app
ENV NODE_ENV=production LATCHKEY_DATA_DIR=/var/lib/latchkey NEXT_TELEMETRY_DISABLED=1
# The usage spool: what was answered and is not yet in the database. Mount a volume here.
RUN mkdir -m 700 /var/lib/latchkey && chown node:node /var/lib/latchkey
COPY --from=build /app ./
RUN mkdir -p .next/cache && chown node:node .next/cache
USER node
VOLUME /var/lib/latchkey
EXPOSE 3000 3001
# Alive, whether or not the database can be reached: a restart would not bring it back.
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.GATEWAY_PORT || 3001) + '/healthz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "server/bootstrap/start.mjs"]
