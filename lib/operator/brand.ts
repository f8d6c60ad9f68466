import "server-only";
import { cache } from "react";
import { prisma } from "@/lib/db/prisma";

export type Brand = { productName: string; logoHash: string | null };

// On globalThis, as the pool. What every page begins with must not fail because the database cannot be reached: a page that
// cannot be made says so under the name that was last known.
const shared = globalThis as { latchkeyBrand?: Brand };

/** The product's name and logo, asked once a request. Never throws. */
export const brand = cache(async (): Promise<Brand> => {
  try {
    shared.latchkeyBrand = await prisma().deployment.findUniqueOrThrow({
      where: { id: 1 },
      select: { productName: true, logoHash: true },
    });
  } catch {
    // Whoever needs the database meets the same trouble and tells of it.
  }
  return shared.latchkeyBrand ?? { productName: "Latchkey", logoHash: null };
});
