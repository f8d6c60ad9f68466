import type { Command } from "./command";

export const fillDemoTeam: Command = {
  name: "demo",
  usage: "",
  summary: "a team with 90 days of believable usage; npm start -- --demo does it too. Its password is public",
  required: [],
  run: async (_, { progress }) => {
    const { seedDemo } = await import("@/prisma/seed/seed-demo");
    const { email, password, teamSlug } = await seedDemo((line) => progress.say(`  … ${line}`));
    return { json: { email, password, teamSlug }, text: `Sign in as ${email} with the password ${password}` };
  },
};
