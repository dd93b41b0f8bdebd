# Builds Stepwell once, then keeps only what running it takes.
FROM node:22-bookworm-slim AS build
WORKDIR /stepwell
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build && npm prune --omit=dev --no-audit --no-fund

FROM node:22-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 STEPWELL_DEMO=0 MALLOC_ARENA_MAX=2
WORKDIR /stepwell
COPY --from=build --chown=root:root /stepwell/package.json ./
COPY --from=build --chown=root:root /stepwell/node_modules ./node_modules
COPY --from=build --chown=root:root /stepwell/dist ./dist
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/api/health/ready').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Straight to Node, so that SIGTERM reaches the server and open requests are finished.
CMD ["node", "dist/apps/server/src/main.js"]
