import { KeysSkeleton } from "@/components/keys/keys-skeleton";
import { TopBar } from "@/components/shell/top-bar";

export default function Loading() {
  return (
    <>
      <TopBar crumbs={[{ label: "Keys" }]} />
      <KeysSkeleton />
    </>
  );
}
