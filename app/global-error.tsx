"use client";

import "./globals.css";
import { ErrorMessage } from "@/components/shell/error-message";

export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en">
      <body>
        <ErrorMessage digest={error.digest} retry={() => window.location.reload()} />
      </body>
    </html>
  );
}
