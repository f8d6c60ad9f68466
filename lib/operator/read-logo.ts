import { prisma } from "@/lib/db/prisma";

/** The logo with this hash, or null when it is another one by now; anybody may see it, as they see the sign-in page. */
export async function readLogo(hash: string): Promise<{ bytes: Uint8Array<ArrayBuffer>; type: string } | null> {
  if (!/^[0-9a-f]{64}$/.test(hash)) return null;
  const row = await prisma().deployment.findFirst({
    where: { id: 1, logoHash: hash },
    select: { logo: true, logoType: true },
  });
  return row?.logo && row.logoType ? { bytes: row.logo, type: row.logoType } : null;
}
