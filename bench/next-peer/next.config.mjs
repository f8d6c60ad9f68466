import { fileURLToPath } from "node:url";

// Next is the product's own; Turbopack must see the folder that holds it.
export default {
  poweredByHeader: false,
  turbopack: { root: fileURLToPath(new URL("../..", import.meta.url)) },
};
