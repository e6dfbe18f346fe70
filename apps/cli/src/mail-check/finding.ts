export type FindingState = 'correcto' | 'dudoso' | 'falta';

/** What one check found about the sending domain. Texts are Spanish. */
export interface Finding {
  readonly check: 'SPF' | 'DKIM' | 'DMARC' | 'DNS inverso' | 'Rebotes';
  readonly state: FindingState;
  readonly says: string;
  /** What to do; null when there is nothing. */
  readonly advice: string | null;
}

export function fine(check: Finding['check'], says: string, advice: string | null = null): Finding {
  return { check, state: 'correcto', says, advice };
}

export function doubtful(check: Finding['check'], says: string, advice: string): Finding {
  return { check, state: 'dudoso', says, advice };
}

/** Receivers of mail to many ask for it: without it, mails are refused or land in spam. */
export function missing(check: Finding['check'], says: string, advice: string): Finding {
  return { check, state: 'falta', says, advice };
}

/** "a=b; c=d" as DKIM and DMARC write it; names in lower case, blanks dropped. The first of two equal names counts. */
export function tagsOf(record: string): ReadonlyMap<string, string> {
  const tags = new Map<string, string>();
  for (const part of record.split(';')) {
    const at = part.indexOf('=');
    const name = part.slice(0, at).trim().toLowerCase();
    if (at > 0 && !tags.has(name)) tags.set(name, part.slice(at + 1).trim());
  }
  return tags;
}
