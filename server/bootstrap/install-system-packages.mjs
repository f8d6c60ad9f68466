import { runCommand } from "./run-command.mjs";

const INSTALL_PATIENCE_MS = 10 * 60_000;

// Debian starts a server as soon as it is installed, and at every boot. Asked by policy-rc.d it does not; the guard says no
// only while this shell lives, so that one left behind by a `kill -9` is harmless.
const SCRIPT = `
guard=\${POLICY_RC_D:-/usr/sbin/policy-rc.d}
trap 'exit 143' TERM INT
if [ ! -e "$guard" ]; then
  trap 'rm -f "$guard"' EXIT
  printf '#!/bin/sh\\nkill -0 %s 2>/dev/null && exit 101\\nexit 0\\n' $$ > "$guard" && chmod 755 "$guard"
fi
apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y "$@" || exit
if command -v systemctl > /dev/null; then systemctl disable "$@" > /dev/null 2>&1; fi
exit 0`;

/** As root, or in CI where sudo asks for no password: a person's machine is changed only by who may. */
async function asRoot(environment) {
  if (process.getuid?.() === 0) return [];
  if (environment.CI !== "true" || (await runCommand("sudo", ["-n", "true"])).code !== 0) return undefined;
  return ["sudo", "-n"];
}

/**
 * Installs Debian's packages in one go, without leaving one of them running.
 * @returns {Promise<string>} what it came to, for whoever misses one afterwards
 */
export async function installSystemPackages(names, environment) {
  const byHand = `apt-get install ${names.join(" ")}`;
  const prefix = await asRoot(environment);
  if (prefix === undefined) return `Only root can install it: ${byHand}`;
  const [command, ...args] = [...prefix, "sh", "-c", SCRIPT, "install", ...names];
  const { code, output } = await runCommand(command, args, { env: environment, timeoutMs: INSTALL_PATIENCE_MS });
  return `${byHand} ended with code ${code}:\n${output}`;
}
