/** Where the events of the deployment itself are chained: beside the teams' chains, under an id that no team has. */
export const DEPLOYMENT_TRAIL = "00000000-0000-0000-0000-000000000000";

/** As the head of its export names whose trail it is; no team can have this slug. */
export const DEPLOYMENT_TEAM = { id: DEPLOYMENT_TRAIL, slug: "operator", name: "The deployment" };
