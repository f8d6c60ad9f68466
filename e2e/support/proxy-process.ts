import { spawn } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { freePort } from "../../server/database/free-port";
import { findProgram } from "../../server/testing/find-program";

/** A real proxy with the configuration of deploy/, in front of an API. */
export type ProxyProcess = {
  /** Where callers reach the API. */
  url: string;
  /** Where services reach the gateways; the shipped Caddyfile has no such place. */
  verifyUrl: string | null;
  stop: () => Promise<void>;
};

type Addresses = { gateways: [number, number]; api: number };

const START_PATIENCE_MS = 10_000;

/** nginx with deploy/nginx.conf, its ports replaced, and what it needs around it to run as a process of the test. */
export async function startNginx({ gateways, api }: Addresses, keepaliveSeconds = 4): Promise<ProxyProcess> {
  const [port, verifyPort] = [await freePort(), await freePort()];
  const ports: Record<string, number> = {
    3001: gateways[0],
    3002: gateways[1],
    8080: api,
    8000: port,
    8001: verifyPort,
  };
  const shipped = readFileSync("deploy/nginx.conf", "utf8")
    .replace(/127\.0\.0\.1:(\d{4})\b/g, (text, given: string) => text.replace(given, String(ports[given])))
    .replace(/keepalive_timeout \d+s/, `keepalive_timeout ${keepaliveSeconds}s`);
  const folder = mkdtempSync(join(tmpdir(), "latchkey-nginx-"));
  // As root nginx's workers are another user.
  chmodSync(folder, 0o755);
  for (const name of ["body", "proxy", "fastcgi", "uwsgi", "scgi"]) mkdirSync(join(folder, name), { mode: 0o777 });
  const temporary = ["proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${join(folder, name)};`);
  writeFileSync(join(folder, "latchkey.conf"), shipped);
  writeFileSync(
    join(folder, "nginx.conf"),
    `daemon off; worker_processes 1; pid ${folder}/pid; error_log stderr warn;
     events { worker_connections 1024; }
     http { access_log off; client_body_temp_path ${folder}/body; ${temporary.join(" ")} include ${folder}/latchkey.conf; }`,
  );
  const stop = await run("nginx", ["-e", "stderr", "-c", join(folder, "nginx.conf")], folder, port);
  return { url: `http://127.0.0.1:${port}`, verifyUrl: `http://127.0.0.1:${verifyPort}`, stop };
}

/** Caddy with deploy/Caddyfile as it is: it takes its addresses from the environment. */
export async function startCaddy({ gateways, api }: Addresses): Promise<ProxyProcess> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), "latchkey-caddy-"));
  writeFileSync(join(folder, "Caddyfile"), `{\n\tadmin off\n}\nimport ${join(process.cwd(), "deploy/Caddyfile")}\n`);
  const stop = await run(
    "caddy",
    ["run", "--config", join(folder, "Caddyfile"), "--adapter", "caddyfile"],
    folder,
    port,
    {
      LATCHKEY_SITE: `http://127.0.0.1:${port}`,
      LATCHKEY_GATEWAYS: gateways.map((gateway) => `127.0.0.1:${gateway}`).join(" "),
      API_UPSTREAM: `127.0.0.1:${api}`,
      XDG_DATA_HOME: folder,
      XDG_CONFIG_HOME: folder,
    },
  );
  return { url: `http://127.0.0.1:${port}`, verifyUrl: null, stop };
}

async function run(
  name: "nginx" | "caddy",
  args: string[],
  folder: string,
  port: number,
  environment: Record<string, string> = {},
): Promise<() => Promise<void>> {
  const child = spawn(findProgram(name) ?? name, args, {
    env: { ...process.env, ...environment },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said = (said + text).slice(-20_000);
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const stop = async (): Promise<void> => {
    if (child.exitCode === null) child.kill("SIGTERM");
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  for (const until = Date.now() + START_PATIENCE_MS; !(await isOpen(port)); await pause(20)) {
    if (child.exitCode === null && Date.now() < until) continue;
    await stop();
    throw new Error(`${name} does not start:\n${said}`);
  }
  return stop;
}

const isOpen = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    const end = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.once("connect", () => end(true)).once("error", () => end(false));
  });
