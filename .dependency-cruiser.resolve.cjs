// How "@/…" is resolved, in the form dependency-cruiser reads; tsconfig.json's `paths` says the same to everyone else.
// The SDK names the files that it is built into.
module.exports = {
  resolve: {
    alias: { "@": __dirname },
    extensions: [".ts", ".tsx", ".mjs", ".js", ".json"],
    extensionAlias: { ".js": [".ts", ".js"] },
  },
};
