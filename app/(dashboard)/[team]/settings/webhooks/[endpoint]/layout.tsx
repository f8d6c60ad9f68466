import type { ReactNode } from "react";
import { readEndpoint } from "./read-endpoint";

type Props = { params: Promise<{ team: string; endpoint: string }>; children: ReactNode };

/** Above the page's skeleton: once that is under way, the status is 200. */
export default async function EndpointLayout({ params, children }: Props) {
  const { team, endpoint } = await params;
  await readEndpoint(team, endpoint);
  return children;
}
