"use client";

import { createContext, type ReactNode, useContext } from "react";
import type { Brand } from "@/lib/operator/brand";

const BrandContext = createContext<Brand>({ productName: "Latchkey", logoHash: null });

export function BrandProvider({ brand, children }: { brand: Brand; children: ReactNode }) {
  return <BrandContext value={brand}>{children}</BrandContext>;
}

/** The product's name and logo, as the operator gave them. */
export const useBrand = (): Brand => useContext(BrandContext);
