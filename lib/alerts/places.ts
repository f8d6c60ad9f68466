/** Where an hour's requests came from. */
export type CountrySeen = { country: string; requests: number; refused: number };
export type AddressSeen = { address: string; country: string | null; requests: number; refused: number };
export type Places = { countries: readonly CountrySeen[]; addresses: readonly AddressSeen[] };

/** From where a key was used in the 90 days before. */
export type KnownPlaces = {
  /** ISO 3166-1 alpha-2, largest first; where it was used more than a day ago. */
  countries: ReadonlySet<string>;
  /** Where it was mostly accepted, or tried more than a day ago. Null: so many that none can be called new. */
  addresses: ReadonlySet<string> | null;
};
