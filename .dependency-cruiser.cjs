// The import rules of ARCHITECTURE.md. Every one is an error.
// dependency-cruiser 17 reads TypeScript through swc (TypeScript 7 has no JavaScript interface) but never tells it of JSX.
const swc = require("@swc/core");
const parseFile = swc.parseFileSync;
swc.parseFileSync = (file, options) => parseFile(file, { ...options, tsx: file.endsWith(".tsx") });

const TEST = "(\\.test\\.tsx?$|^(lib|server|sdk/src)/testing/|^e2e/)";
const rule = (name, comment, from, to) => ({ name, comment, severity: "error", from, to });

module.exports = {
  forbidden: [
    rule("no-circles", "A circle has no bottom to start reading from.", {}, { circular: true }),
    rule(
      "no-barrels",
      "Import the file that defines the thing.",
      {},
      { path: "^(app|components|lib|server|sdk)/(index|.+/index)[.]tsx?$" },
    ),
    rule(
      "no-vague-names",
      "Name the file for what it does.",
      {},
      { path: "^(app|components|lib|server|sdk)/.*\\b(utils|util|helpers|helper|manager|data|misc|common)[./]" },
    ),
    rule("nothing-dangles", "An import that does not resolve.", {}, { couldNotResolve: true }),
    rule(
      "no-dev-dependency-in-product",
      "It is not there in production.",
      { pathNot: `${TEST}|\\.config\\.(ts|mjs)$` },
      { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
    ),
    rule("tests-stay-tests", "Product code does not import test support.", { pathNot: TEST }, { path: TEST }),

    rule("app-imports", "app → components, lib.", { path: "^app/" }, { path: "^(server|e2e|prisma|bench)/" }),
    rule(
      "components-imports",
      "components → lib/actions and pure lib files.",
      { path: "^components/" },
      { path: "^(app|server|prisma|lib/db)/", pathNot: "^app/.*\\.css$" },
    ),
    rule(
      "ui-is-plain",
      "components/ui holds primitives: no domain, no other component folder.",
      { path: "^components/ui/" },
      { path: "^(lib|components/(?!ui/))" },
    ),
    rule(
      "lib-imports",
      "lib never imports its callers.",
      { path: "^lib/", pathNot: TEST },
      { path: "^(app|components|server|prisma|e2e)/" },
    ),
    rule("server-imports", "server → lib.", { path: "^server/" }, { path: "^(app|components)/" }),
    rule(
      "actions-on-top",
      "Only app and components call actions.",
      { path: "^(lib/(?!actions/)|server/)", pathNot: TEST },
      { path: "^lib/actions/" },
    ),
    rule(
      "db-at-the-bottom",
      "lib/db knows no domain.",
      { path: "^lib/db/", pathNot: TEST },
      { path: "^lib/(?!db/|env\\.ts|errors\\.ts|clock\\.ts|ids\\.ts)" },
    ),
    rule(
      "http-knows-no-domain",
      "lib/http speaks HTTP only.",
      { path: "^lib/http/", pathNot: TEST },
      { path: "^lib/(?!http/|env\\.ts|errors\\.ts|clock\\.ts|ids\\.ts)" },
    ),
    rule(
      "audit-below-domains",
      "Domains write the trail; the trail knows none of them.",
      { path: "^lib/audit/", pathNot: TEST },
      { path: "^lib/(keys|usage|verification|alerts|teams|actions|operator)/" },
    ),
    rule(
      "keys-know-neither",
      "keys and usage meet in lib/key-review and lib/rotation, both and limiting in lib/verification.",
      { path: "^lib/keys/", pathNot: TEST },
      { path: "^lib/(usage|verification|key-review|rotation|alerts)/" },
    ),
    rule(
      "usage-knows-neither",
      "keys and usage meet in lib/key-review and lib/rotation, both and limiting in lib/verification.",
      { path: "^lib/usage/", pathNot: TEST },
      { path: "^lib/(keys|verification|key-review|rotation|alerts)/", pathNot: "^lib/keys/environment\\.ts$" },
    ),
    rule(
      "sdk-stands-alone",
      "The published package has nothing but itself and Node. It adds to the types of frameworks, where they are there.",
      { path: "^sdk/", pathNot: TEST },
      { pathNot: "^sdk/", dependencyTypesNot: ["core", "npm-peer"] },
    ),
    rule("sdk-is-for-others", "Nothing of the product stands on its own SDK.", { pathNot: "^sdk/" }, { path: "^sdk/" }),
    rule(
      "gateway-stays-light",
      "The gateway verifies without Next, React or Prisma.",
      { path: "^(server/gateway|lib/verification)/", pathNot: TEST },
      { path: "(^node_modules/(next|react|next-auth)/|^lib/db/prisma\\.ts$)" },
    ),
  ],
  options: {
    parser: "swc",
    webpackConfig: { fileName: ".dependency-cruiser.resolve.cjs" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "require", "types"],
    },
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(lib/db/generated|sdk/dist)/" },
  },
};
