import type { ReactNode } from "react";
import { readKey } from "./read-key";

type Props = { params: Promise<{ team: string; key: string }>; children: ReactNode };

/** Asked before anything is sent: once the skeleton is on its way, the status of an unknown key could only be 200. */
export default async function KeyLayout({ params, children }: Props) {
  const { team, key } = await params;
  await readKey(team, key);
  return children;
}
