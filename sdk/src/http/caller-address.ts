/** An IPv4 address as such, where node tells it as one of IPv6; undefined when nobody knows it. */
export const callerAddress = (address: string | null | undefined): string | undefined =>
  address?.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, "") || undefined;
