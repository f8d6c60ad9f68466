// npm run lock: names in package-lock.json the optional packages of other platforms that a partial registry mirror does not
// carry. npm leaves them out of the lockfile it writes there, and then refuses that lockfile everywhere (`npm ci`, EUSAGE).
import { readFileSync, writeFileSync } from "node:fs";

const FILE = "package-lock.json";
const SYSTEMS = ["android", "darwin", "freebsd", "linux", "netbsd", "openbsd", "openharmony", "sunos", "aix", "win32"];
const PROCESSORS = ["arm64", "x64", "ia32", "ppc64", "riscv64", "s390x", "loong64", "mips64el", "wasm32", "arm"];

const lock = JSON.parse(readFileSync(FILE, "utf8"));

/** Found as Node would: in the package's own node_modules or in one above it. */
function isLocked(from, name) {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf("/node_modules/")))) {
    if (`${at}/node_modules/${name}` in lock.packages) return true;
    if (!at.includes("/node_modules/")) return `node_modules/${name}` in lock.packages;
  }
}

/** What the name says of the platform: `@next/swc-linux-x64-musl`. */
function stub(name, range, owner) {
  const words = name.replace("windows", "win32").split(/[-/@.]/);
  const os = SYSTEMS.find((system) => words.includes(system));
  const cpu = PROCESSORS.find((processor) => words.includes(processor));
  const libc = words.some((word) => word.startsWith("musl"))
    ? "musl"
    : os === "linux" && words.some((w) => w.startsWith("gnu"))
      ? "glibc"
      : null;
  return {
    version: range.replace(/^[\^~>=]+/, ""),
    ...(cpu && { cpu: [cpu] }),
    ...(owner.dev && { dev: true }),
    ...(libc && { libc: [libc] }),
    optional: true,
    ...(os && { os: [os] }),
  };
}

let added = 0;
for (const [path, entry] of Object.entries({ ...lock.packages })) {
  for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
    if (isLocked(path, name)) continue;
    lock.packages[`node_modules/${name}`] = stub(name, range, entry);
    added++;
  }
}
const [root, ...rest] = Object.entries(lock.packages);
lock.packages = Object.fromEntries([root, ...rest.sort(([a], [b]) => a.localeCompare(b, "en"))]);
writeFileSync(FILE, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} packages of other platforms named in ${FILE}.`);
