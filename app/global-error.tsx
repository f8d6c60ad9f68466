"use client";

import "./globals.css";
import { ErrorMessage } from "@/components/shell/error-message";

export default function GlobalError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>This page could not be loaded</title>
        <ErrorMessage digest={error.digest} retry={reset} />
      </body>
    </html>
  );
}
