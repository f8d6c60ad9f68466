import { z } from "zod";
import { mailDomain } from "@/lib/auth/sign-up/mail-domain";
import { rateLimit } from "@/lib/keys/schema";

// The one definition of every input about the deployment: forms and server actions share it. Free of Node.

export const MAXIMUM_LOGO_BYTES = 32 * 1024;
export const MAXIMUM_LOGO_SIDE = 1_024;
export const MAXIMUM_SCOPES = 100;
export const TEAM_PAGE_SIZE = 50;

const BAD_TEXT = /[\p{Cc}\p{Cs}]/u;
// Signs that turn the writing direction, and separators of lines: they make a text look like another one.
const DISGUISE = /[\u2028\u2029\u202a-\u202e\u2066-\u2069]/;
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;

const line = (missing: string, longest: number) =>
  z
    .string(missing)
    .trim()
    .min(1, missing)
    .refine((text) => [...text].length <= longest, `At most ${longest} characters.`)
    .refine((text) => !BAD_TEXT.test(text) && !DISGUISE.test(text), "Control characters cannot be used here.")
    .refine((text) => VISIBLE.test(text), missing);

export const editProductSchema = z.strictObject({ productName: line("Give the product a name.", 60) });
export type EditProductInput = z.output<typeof editProductSchema>;

/** An image's bytes in base64, as a form can carry them; what it really is, its bytes say (lib/operator/sniff-image.ts). */
export const setLogoSchema = z.strictObject({
  image: z
    .base64("This is no image.")
    .min(1, "Choose an image.")
    .max(Math.ceil(MAXIMUM_LOGO_BYTES / 3) * 4, `A logo has at most ${MAXIMUM_LOGO_BYTES / 1024} KiB.`),
});
export type SetLogoInput = z.output<typeof setLogoSchema>;

export const removeLogoSchema = z.strictObject({});

export const editKeyPrefixSchema = z.strictObject({
  keyPrefix: z
    .string()
    .trim()
    .regex(/^[a-z][a-z0-9]{1,15}$/, "2 to 16 of a–z and 0–9, beginning with a letter."),
});
export type EditKeyPrefixInput = z.output<typeof editKeyPrefixSchema>;

/** Who may be asked of a creator: a viewer creates no keys, so that asking for one would say nothing. */
export const GRANTING_ROLES = ["developer", "admin", "owner"] as const;

const scopeName = z
  .string()
  .trim()
  .max(64, "At most 64 characters.")
  .regex(
    /^[a-z][a-z0-9._-]*(?::[a-z][a-z0-9._-]*)?$/,
    "One word such as read, or resource:action such as charges:read, in a–z, 0–9, dots, dashes and underscores.",
  );
const summary = line("Say in a few words what it allows, such as: read charges.", 120);

export const addScopeSchema = z.strictObject({
  name: scopeName,
  summary,
  minimumRole: z.enum(GRANTING_ROLES).default("developer"),
});
export type AddScopeInput = z.output<typeof addScopeSchema>;

/** The name stays: services ask for it, and keys hold it. */
export const editScopeSchema = z.strictObject({
  name: z.string().max(100),
  summary: summary.optional(),
  minimumRole: z.enum(GRANTING_ROLES).optional(),
  retired: z.boolean().optional(),
});
export type EditScopeInput = z.output<typeof editScopeSchema>;

export const scopeNameSchema = z.strictObject({ name: z.string().max(100) });
export type ScopeNameInput = z.output<typeof scopeNameSchema>;

export const editLimitsSchema = z.strictObject({ defaultRateLimit: rateLimit });
export type EditLimitsInput = z.output<typeof editLimitsSchema>;

/** `rateLimit` null: the team's keys have no limit but their own. */
export const editTeamLimitSchema = z.strictObject({ teamId: z.string().max(64), rateLimit: rateLimit.nullable() });
export type EditTeamLimitInput = z.output<typeof editTeamLimitSchema>;

export const STORAGE_MODES = ["irretrievable", "retrievable"] as const;
export type StorageMode = (typeof STORAGE_MODES)[number];

export const editStorageModeSchema = z
  .strictObject({
    storageMode: z.enum(STORAGE_MODES),
    /** The mode's own word, typed. */
    confirmation: z.string().trim().max(64),
    /** On the way back to irretrievable: destroy what was sealed, so that nothing can be shown any more. */
    forgetSealed: z.boolean().default(false),
  })
  .refine(({ storageMode, confirmation }) => confirmation === storageMode, {
    path: ["confirmation"],
    error: ({ input }) => `Type ${(input as { storageMode: StorageMode }).storageMode} to confirm.`,
  });
export type EditStorageModeInput = z.output<typeof editStorageModeSchema>;

export const SIGN_UP_MODES = ["anyone", "invited", "domains"] as const;
export type SignUpMode = (typeof SIGN_UP_MODES)[number];

export const editSignUpSchema = z
  .strictObject({
    signUpMode: z.enum(SIGN_UP_MODES),
    /** Mail domains, exactly: subdomains are others. */
    signUpDomains: z
      .array(z.string().max(300))
      .max(100, "At most 100 domains.")
      .transform((texts, context) => {
        const domains = texts.map((text) => mailDomain(text));
        for (const [i, domain] of domains.entries()) {
          if (domain === null)
            context.addIssue({ code: "custom", message: `"${texts[i]}" is no mail domain, such as example.com.` });
        }
        return [...new Set(domains.filter((domain) => domain !== null))].sort();
      }),
  })
  .refine(({ signUpMode, signUpDomains }) => signUpMode !== "domains" || signUpDomains.length > 0, {
    path: ["signUpDomains"],
    message: "Name at least one domain.",
  });
export type EditSignUpInput = z.output<typeof editSignUpSchema>;

export const createServiceTokenSchema = z.strictObject({ name: line("Give the token a name.", 100) });
export type CreateServiceTokenInput = z.output<typeof createServiceTokenSchema>;

export const revokeServiceTokenSchema = z.strictObject({ tokenId: z.string().max(64) });
export type RevokeServiceTokenInput = z.output<typeof revokeServiceTokenSchema>;

export const listTeamsOfDeploymentSchema = z.strictObject({
  /** In the team's name, its slug, or a member's address. */
  q: z.string().trim().max(200).default(""),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
});
export type ListTeamsOfDeploymentQuery = z.output<typeof listTeamsOfDeploymentSchema>;
