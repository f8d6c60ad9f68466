// Preloaded into each server under test: says what CPU time it has used so far when asked, and ends with the benchmark.
process.on("message", (message) => {
  if (message === "cpu") process.send(process.cpuUsage());
});
process.on("disconnect", () => process.kill(process.pid, "SIGTERM"));
process.channel?.unref();
