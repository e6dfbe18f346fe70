/** Where a person sees and changes what she receives: signed in, or with the link of a mail. */
export interface AlertPlace {
  /** Beginning of the addresses of the pages. */
  readonly base: string;
  /** Reached with a link: shows and changes alerts, but neither address nor history nor export. */
  readonly byLink: boolean;
}

export const OWN_PLACE: AlertPlace = { base: '/avisos', byLink: false };

export function linkPlace(token: string): AlertPlace {
  return { base: `/preferencias/${encodeURIComponent(token)}`, byLink: true };
}

/** "ol•••l@esmeraldas.example": enough to recognise one's own address. */
export function maskedAddress(address: string): string {
  const at = address.lastIndexOf('@');
  const name = address.slice(0, at);
  const shown = name.length > 4 ? `${name.slice(0, 2)}•••${name.slice(-1)}` : `${name.slice(0, 1)}•••`;
  return `${shown}${address.slice(at)}`;
}
