import { execFile } from "node:child_process";
import { accessSync, constants, mkdirSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import { transform } from "esbuild";

type Command = [program: string, ...words: string[]];
export type Ran = { code: number; output: string };

const run = (folder: string, [program, ...words]: Command, env: Record<string, string> = {}): Promise<Ran> =>
  promisify(execFile)(program, words, { cwd: folder, env: { ...process.env, FORCE_COLOR: "0", ...env } }).then(
    ({ stdout }) => ({ code: 0, output: stdout }),
    ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({
      code,
      output: `${stdout}${stderr}`,
    }),
  );

const isHere = (program: string): boolean =>
  (process.env.PATH ?? "").split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });

const PROJECT = `<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net8.0</TargetFramework></PropertyGroup></Project>`;

type Runtime = {
  /** All of them are needed. */
  programs: string[];
  /** Once, before it is run: what a compiler does. */
  prepare?: (folder: string, code: string) => Promise<unknown>;
  command: Command;
};

/** How the sample of each language is run, by its id. Rust's needs a crate, so a registry: it is compiled nowhere in these tests. */
const RUNTIMES: Record<string, Runtime> = {
  curl: { programs: ["sh", "curl"], command: ["sh", "call.sh"] },
  javascript: { programs: ["node"], command: ["node", "call.mjs"] },
  typescript: {
    programs: ["node"],
    prepare: async (folder, code) => {
      const { code: plain } = await transform(code, { loader: "ts", format: "esm" });
      writeFileSync(join(folder, "compiled.mjs"), plain);
    },
    command: ["node", "compiled.mjs"],
  },
  python: { programs: ["python3"], command: ["python3", "call.py"] },
  go: {
    programs: ["go"],
    prepare: (folder) => run(folder, ["go", "build", "-o", "call", "call.go"]),
    command: ["./call"],
  },
  java: {
    programs: ["javac", "java"],
    prepare: (folder) => run(folder, ["javac", "Call.java"]),
    command: ["java", "Call"],
  },
  ruby: { programs: ["ruby"], command: ["ruby", "call.rb"] },
  php: { programs: ["php"], command: ["php", "call.php"] },
  csharp: {
    programs: ["dotnet"],
    prepare: async (folder) => {
      writeFileSync(join(folder, "call.csproj"), PROJECT);
      await run(folder, ["dotnet", "build", "--output", "out"]);
    },
    command: ["dotnet", "out/call.dll"],
  },
};

/** A language whose runtime is on this machine. */
export type Runnable = { id: string; run: (env: Record<string, string>) => Promise<Ran> };

/**
 * Puts a sample, exactly as it is shown, into a folder of its own and compiles it where that is needed.
 * @returns null where this machine cannot run it
 */
export async function prepareSample(root: string, id: string, file: string, code: string): Promise<Runnable | null> {
  const runtime = RUNTIMES[id];
  if (runtime === undefined || !runtime.programs.every(isHere)) return null;
  const folder = join(root, id);
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), code);
  await runtime.prepare?.(folder, code);
  return { id, run: (env) => run(folder, runtime.command, env) };
}
