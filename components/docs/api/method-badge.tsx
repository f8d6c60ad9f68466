import { Badge } from "@/components/ui/badge";

/** Reading is neutral, changing is not. */
export const MethodBadge = ({ method }: { method: string }) => (
  <Badge tone={method === "GET" ? "neutral" : "accent"}>{method}</Badge>
);
