import { createHash } from "node:crypto";
import { DomainError } from "@/lib/errors";
import { changeDeployment } from "./change-deployment";
import type { Operator } from "./operator";
import { MAXIMUM_LOGO_BYTES, MAXIMUM_LOGO_SIDE, type SetLogoInput } from "./schema";
import { sniffImage } from "./sniff-image";

const refuse = (message: string): DomainError => new DomainError("invalid", message, { image: message });

/**
 * The product's logo. What it is, its bytes say: nobody's word for it is taken, and nothing that could be script is kept.
 * @throws DomainError forbidden; invalid on the field `image`
 */
export async function setLogo(person: Operator, { image }: SetLogoInput): Promise<void> {
  const bytes = Buffer.from(image, "base64");
  await changeDeployment(person, { action: "logo.replace" }, (row) => {
    if (bytes.length > MAXIMUM_LOGO_BYTES) throw refuse(`A logo has at most ${MAXIMUM_LOGO_BYTES / 1024} KiB.`);
    const sniffed = sniffImage(bytes);
    if (sniffed === null) throw refuse("A logo is a PNG, JPEG or WebP image. This file is none of them.");
    const side = Math.max(sniffed.width, sniffed.height);
    // A few kilobytes can unpack to gigabytes in everybody's browser.
    if (side > MAXIMUM_LOGO_SIDE || Math.min(sniffed.width, sniffed.height) < 1)
      throw refuse(`A logo is at most ${MAXIMUM_LOGO_SIDE} pixels wide and high.`);
    const logoHash = createHash("sha256").update(bytes).digest("hex");
    if (logoHash === row.logoHash) return null;
    return {
      data: { logo: new Uint8Array(bytes), logoType: sniffed.type, logoHash },
      before: { logo: row.logoHash },
      after: { logo: logoHash },
    };
  });
}
