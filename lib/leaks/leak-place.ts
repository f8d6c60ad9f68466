import { maskUrl } from "@/lib/webhooks/mask-url";

/** Ours, and what is long and random enough to be somebody else's secret. */
const SECRET_LIKE = /[a-z][a-z0-9]{1,15}_(?:live|test)_[0-9A-Za-z]{12}_[0-9A-Za-z]{49}/g;
/** Bytes, as the table's check counts them; what is encoded in a URL is ASCII. */
const LONGEST = 1_500;

/**
 * Pure: where a secret was seen, as it may be kept: the address without what its query says, without a fragment or a password, and
 * without the secret itself, which is somewhere in it now and then. Empty for what is no http or https address.
 * @param token the secret, where it is known
 */
export function leakPlace(url: string, token?: string): string {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) return "";
  const place = withoutSecrets(maskUrl(url), token);
  // Written in another way, it would be there all the same.
  if (withoutSecrets(decoded(place), token) !== decoded(place)) return new URL(place).origin;
  return place.slice(0, LONGEST);
}

function withoutSecrets(text: string, token?: string): string {
  const others = text.replace(SECRET_LIKE, "****");
  return token ? others.replaceAll(token, "****").replaceAll(encodeURIComponent(token), "****") : others;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
