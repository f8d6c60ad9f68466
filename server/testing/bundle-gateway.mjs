// The gateway as npm start bundles it, for tests that need it as processes. Usage: node bundle-gateway.mjs <folder>
import { fileURLToPath } from "node:url";
import { bundleOptions, loadEsbuild } from "../bootstrap/bundle-server.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const options = bundleOptions(root, process.argv[2]);
const entryPoints = options.entryPoints.filter(({ in: path }) => path.startsWith("server/gateway/"));
const esbuild = await loadEsbuild(root);
await esbuild.build({ ...options, entryPoints });
await esbuild.stop();
