import { config } from "zod/v4/core";

// Runs before anything else in the browser. Zod tries whether it may compile its schemas, and even that the content security
// policy reports.
config({ jitless: true });
