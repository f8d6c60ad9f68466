"use client";

import { Button } from "@/components/ui/button";
import { MessagePage } from "./message-page";

const TITLE = "This page could not be loaded";

/** What a page shows when it could not be made. `digest` finds the cause in the server's log. */
export function ErrorMessage({ digest, retry }: { digest?: string; retry: () => void }) {
  return (
    <MessagePage
      title={TITLE}
      action={
        <Button look="primary" onClick={retry}>
          Try again
        </Button>
      }
    >
      The server could not read what it needs, most often because the database cannot be reached. The gateway goes on
      with the keys it knows. Try again in a minute; if it stays, tell your operator.
      <title>{TITLE}</title>
      {digest && <p className="tabular mt-2 text-xs">Reference {digest}</p>}
    </MessagePage>
  );
}
