import { fileURLToPath } from "node:url";

/** @type {import("next").NextConfig} */
export default {
  // Headers of every answer: lib/http/security-headers.ts, put there by server/dashboard/front.ts.
  poweredByHeader: false,
  // `npm test` checks the types of everything; a start checks nothing twice.
  typescript: { ignoreBuildErrors: true },
  reactStrictMode: true,
  devIndicators: { position: "bottom-right" },
  // A lockfile in a parent folder would otherwise move the root out of this repository.
  turbopack: { root: fileURLToPath(new URL(".", import.meta.url)) },
  serverExternalPackages: [
    "pg",
    "@prisma/client",
    "@prisma/adapter-pg",
    "@node-rs/argon2",
    "pino",
    "pg-boss",
    "nodemailer",
  ],
  // In development Next would print the arguments of every server action, passwords included.
  logging: { serverFunctions: false },
  // No page has pictures to resize, so nobody can ask for it.
  images: { unoptimized: true },
  experimental: { serverActions: { bodySizeLimit: "64kb" } },
};
