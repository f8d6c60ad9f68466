import { Badge } from "@/components/ui/badge";
import type { Environment } from "@/lib/keys/environment";

export function EnvironmentBadge({ environment }: { environment: Environment }) {
  return <Badge tone={environment === "test" ? "test" : "neutral"}>{environment}</Badge>;
}
