import type { ReactNode } from "react";
import { readTeam } from "./read-team";

type Props = { params: Promise<{ team: string }>; children: ReactNode };

/** Above the page's skeleton: once that is under way, the status is 200. */
export default async function TeamLayout({ params, children }: Props) {
  await readTeam((await params).team);
  return children;
}
