import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";
import pg from "pg";

const require = createRequire(import.meta.url);
let instantiated: Promise<void> | undefined;

async function instantiate(): Promise<void> {
  const file = require.resolve("@prisma/schema-engine-wasm/schema_engine_bg").replace(/\.js$/, ".wasm");
  const imports = { "./schema_engine_bg.js": bindings } as unknown as WebAssembly.Imports;
  const { instance } = await WebAssembly.instantiate(await readFile(file), imports);
  (bindings as unknown as { __wbg_set_wasm(exports: unknown): void }).__wbg_set_wasm(instance.exports);
  // Fills the table of JavaScript values; without it a later call reads an earlier call's argument as its own.
  (instance.exports as { __wbindgen_start(): void }).__wbindgen_start();
}

/** The adapter cuts a script at every semicolon, which breaks function bodies; PostgreSQL takes a script whole, atomically. */
class WholeScriptAdapterFactory extends PrismaPg {
  constructor(private readonly connections: pg.Pool) {
    super(connections, { schema: "public" });
  }
  override async connect() {
    const adapter = await super.connect();
    adapter.executeScript = async (script: string) => {
      await this.connections.query(script);
    };
    return adapter;
  }
}

/**
 * Runs `work` with Prisma's own schema engine as WebAssembly. The native one is a download from a host that many company
 * networks block, so that no command we give a user may need it.
 */
export async function withSchemaEngine<T>(
  databaseUrl: string,
  schema: string,
  work: (engine: bindings.SchemaEngine) => Promise<T>,
): Promise<T> {
  instantiated ??= instantiate();
  await instantiated;
  const connections = new pg.Pool({ connectionString: databaseUrl, max: 2, connectionTimeoutMillis: 10_000 });
  connections.on("error", () => {});
  try {
    const factory = bindMigrationAwareSqlAdapterFactory(new WholeScriptAdapterFactory(connections));
    const engine = await bindings.SchemaEngine.new({ datamodels: [["schema.prisma", schema]] }, () => {}, factory);
    return await work(engine);
  } finally {
    await connections.end();
  }
}
