const SAID_AFTER_MS = 400;

/**
 * One line a step, with its seconds; a step that takes a while says first what it is doing.
 * @param options.quiet only what takes a while, and what is said
 */
export function createProgress(out = process.stdout, { quiet = false } = {}) {
  const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;
  return {
    say: (line) => out.write(`${line}\n`),
    /**
     * @param doing what is said while it lasts
     * @param done the line when it has ended, or what makes it from the work's result
     */
    async step(doing, done, work) {
      const begun = performance.now();
      const announce = setTimeout(() => out.write(`  … ${doing}\n`), SAID_AFTER_MS);
      try {
        const result = await work();
        const line = typeof done === "function" ? done(result) : done;
        if (!quiet) out.write(`  ✓ ${line.padEnd(60)} ${seconds(begun).padStart(7)}\n`);
        return result;
      } catch (error) {
        if (error?.name !== "Interrupted") out.write(`  ✗ ${doing.padEnd(60)} ${seconds(begun).padStart(7)}\n`);
        throw error;
      } finally {
        clearTimeout(announce);
      }
    },
  };
}
