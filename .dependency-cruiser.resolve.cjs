// How "@/…" is resolved, in the form dependency-cruiser reads; tsconfig.json's `paths` says the same to everyone else.
module.exports = { resolve: { alias: { "@": __dirname }, extensions: [".ts", ".tsx", ".mjs", ".js", ".json"] } };
