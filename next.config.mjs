import { fileURLToPath } from "node:url";

const securityHeaders = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
  {
    key: "Content-Security-Policy",
    value: "frame-ancestors 'none'; base-uri 'self'; form-action 'self'; object-src 'none'",
  },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Permissions-Policy", value: "camera=(), geolocation=(), microphone=()" },
];
const strictTransport = { key: "Strict-Transport-Security", value: "max-age=31536000" };

/** @type {import("next").NextConfig} */
export default {
  poweredByHeader: false,
  // `npm test` checks the types of everything; a start checks nothing twice.
  typescript: { ignoreBuildErrors: true },
  reactStrictMode: true,
  devIndicators: { position: "bottom-right" },
  // A lockfile in a parent folder would otherwise move the root out of this repository.
  turbopack: { root: fileURLToPath(new URL(".", import.meta.url)) },
  serverExternalPackages: ["pg", "@prisma/client", "@prisma/adapter-pg", "@node-rs/argon2", "pino"],
  // In development Next would print the arguments of every server action, passwords included.
  logging: { serverFunctions: false },
  experimental: { serverActions: { bodySizeLimit: "64kb" } },
  async headers() {
    return [
      { source: "/:path*", headers: securityHeaders },
      {
        // Only where the request came over TLS: on plain http the header is meaningless and locks out localhost.
        source: "/:path*",
        has: [{ type: "header", key: "x-forwarded-proto", value: "https" }],
        headers: [strictTransport],
      },
    ];
  },
};
