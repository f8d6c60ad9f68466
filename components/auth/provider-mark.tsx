import { KeyRound } from "lucide-react";
import type { ProviderId } from "@/lib/auth/providers/provider";

const GITHUB =
  "M12 .5A11.5 11.5 0 0 0 .5 12a11.5 11.5 0 0 0 7.86 10.92c.58.1.79-.25.79-.56v-2c-3.2.7-3.87-1.37-3.87-1.37-.53-1.33-1.28-1.69-1.28-1.69-1.05-.71.08-.7.08-.7 1.15.08 1.76 1.19 1.76 1.19 1.03 1.76 2.69 1.25 3.34.95.1-.74.4-1.25.73-1.54-2.55-.29-5.24-1.28-5.24-5.69 0-1.26.45-2.28 1.18-3.09-.12-.29-.51-1.46.11-3.05 0 0 .97-.31 3.17 1.18a11 11 0 0 1 5.77 0c2.2-1.49 3.16-1.18 3.16-1.18.63 1.59.23 2.76.12 3.05.74.81 1.18 1.83 1.18 3.09 0 4.42-2.69 5.39-5.26 5.68.41.36.78 1.06.78 2.13v3.16c0 .31.21.67.8.56A11.5 11.5 0 0 0 23.5 12 11.5 11.5 0 0 0 12 .5Z";

const GOOGLE = [
  [
    "#4285f4",
    "M22.56 12.25c0-.78-.07-1.53-.2-2.25H12v4.26h5.92a5.06 5.06 0 0 1-2.2 3.32v2.77h3.57c2.08-1.92 3.27-4.74 3.27-8.1Z",
  ],
  [
    "#34a853",
    "M12 23c2.97 0 5.46-.98 7.28-2.66l-3.57-2.77c-.98.66-2.23 1.06-3.71 1.06-2.86 0-5.29-1.93-6.16-4.53H2.18v2.84A11 11 0 0 0 12 23Z",
  ],
  ["#fbbc05", "M5.84 14.1a6.6 6.6 0 0 1 0-4.2V7.06H2.18a11 11 0 0 0 0 9.88l3.66-2.84Z"],
  [
    "#ea4335",
    "M12 5.38c1.62 0 3.06.56 4.21 1.64l3.15-3.15A10.56 10.56 0 0 0 12 1 11 11 0 0 0 2.18 7.06L5.84 9.9C6.71 7.3 9.14 5.38 12 5.38Z",
  ],
] as const;

/** The sign people know a provider by; of an OpenID provider nobody knows one. */
export function ProviderMark({ provider }: { provider: ProviderId }) {
  if (provider === "oidc") return <KeyRound aria-hidden className="size-4 shrink-0" />;
  return (
    <svg viewBox="0 0 24 24" aria-hidden className="size-4 shrink-0">
      {provider === "github" ? (
        <path d={GITHUB} fill="currentColor" />
      ) : (
        GOOGLE.map(([colour, path]) => <path key={colour} d={path} fill={colour} />)
      )}
    </svg>
  );
}
