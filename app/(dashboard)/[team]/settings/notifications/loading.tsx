import { PreferencesSkeleton } from "@/components/notices/preferences-skeleton";

export default function Loading() {
  return <PreferencesSkeleton />;
}
