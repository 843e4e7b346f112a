# syntax=docker/dockerfile:1
# Quitus in a container: the web application is built in the first stage; the second holds what runs.

FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
# No dependency has an install script that is needed.
RUN npm install --no-save --ignore-scripts --no-audit --no-fund 
COPY . .
RUN node bin/build.ts
# What runs needs neither the tools of development nor the binaries that a machine without Node or PostgreSQL needs.
RUN npm prune --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund

FROM node:24-bookworm-slim
ENV NODE_ENV=production \
    DATA_DIR=/var/lib/quitus \
    PORT=3000
WORKDIR /app
RUN mkdir -p /var/lib/quitus && chown node:node /var/lib/quitus
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY --from=build /app/db ./db
COPY --from=build /app/server ./server
COPY --from=build /app/bin ./bin
USER node
VOLUME /var/lib/quitus
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/readyz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Node is process 1 and takes SIGTERM itself: requests and jobs in hand are finished before it leaves.
CMD ["node", "--max-semi-space-size=8", "server/main.ts"]
