import type { Metadata } from "next";
import { MessagePage } from "@/components/shell/message-page";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <MessagePage title="Nothing at this address">
      The page does not exist, or it belongs to a team you are not a member of.
    </MessagePage>
  );
}
