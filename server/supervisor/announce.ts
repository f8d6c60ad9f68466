import type { Progress, Settings } from "./settings";

/** Where everything is, once it answers. */
export function announce(settings: Settings, isFirstRun: boolean, { say }: Progress): void {
  const { dashboardUrl, gatewayUrl, gatewayPort, port, host } = settings;
  if (settings.only === "gateway") {
    say(`\n  Gateway    ${host}:${gatewayPort}\n`);
    return;
  }
  say(`
  Dashboard  ${dashboardUrl}
  Gateway    ${gatewayUrl}
  Docs       ${dashboardUrl}/docs/authentication
`);
  if (isFirstRun) say(`  First run: open ${dashboardUrl} to create the operator's account.\n`);
  // Behind a proxy the address people use says nothing about where this process listens.
  if (!dashboardUrl.endsWith(`:${port}`)) say(`  The dashboard listens on ${host}:${port}.\n`);
}
