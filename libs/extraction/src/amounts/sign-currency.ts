/** What in a text tells which currency a lone "$" or "pesos" means in it. Countries come last: they only hint. */
const EVIDENCE =
  /(?<USD>US ?\$|U\$[SD]|\bUSD\b|U\.S\. ?(?:\$|dollars?)|US[ -]dollars?|American dollars?|d[oó]lares (?:estad|americanos|norte))|(?<COP>\bCOP ?\$? ?\d{1,3}[.,]\d|\d COP\b|pesos colombianos|M\/?\.?C(?:TE|te)\b)|(?<MXN>\bMXN\b|pesos mexicanos)|(?<CLP>\bCLP\b|pesos chilenos)|(?<ARS>\bARS\b|pesos argentinos)|(?<UYU>\bUYU\b|pesos uruguayos)|(?<DOP>\bDOP\b|RD\$|pesos dominicanos)|(?<CAD>\bCAD\b|CA\$|[Cc]anadian dollars?|d[oó]lares cana|dollars canadiens)|(?<AUD>\bAUD\b|AU\$|A\$|[Aa]ustralian dollars?|d[oó]lares australianos)|(?<NZD>\bNZD\b|NZ\$|New Zealand dollars?)|(?<dollars>[Dd][oó]lar|DÓLAR|[Dd]ollar)|(?<pesos>\b[Pp]esos\b)|(?<inCOP>\bColombia\b)|(?<inMXN>\bM[eé]xico\b)|(?<inCLP>\bChile\b)|(?<inARS>\bArgentina\b)|(?<inUYU>\bUruguay\b)|(?<inDOP>\bRep[uú]blica Dominicana\b)/g;

const PESOS = ['COP', 'MXN', 'CLP', 'ARS', 'UYU', 'DOP'];
const OTHER_DOLLARS = ['CAD', 'AUD', 'NZD'];
/** Evidence beyond this is of other texts that were put behind the first. */
const REACH = 200_000;

export interface SignMeaning {
  /** Of a lone "$". */
  readonly dollar: string | null;
  /** The text itself says what its "$" is. */
  readonly isSure: boolean;
  /** Of pesos without a country. */
  readonly peso: string | null;
}

/**
 * The currencies of a lone "$" and of pesos in a text: dollars of the United States unless all the text speaks of
 * others; pesos of the one country with pesos that it names.
 */
export function signMeaning(text: string): SignMeaning {
  const found = new Set<string>();
  for (const { groups } of text.slice(0, REACH).matchAll(EVIDENCE)) {
    const name = Object.keys(groups!).find((key) => groups![key] !== undefined)!;
    found.add(name);
  }
  const pesos =
    only(PESOS, found) ?? (PESOS.some((code) => found.has(code)) ? null : countryWithPesos(found));
  return { ...dollar(found), peso: pesos };
}

function dollar(found: ReadonlySet<string>): Pick<SignMeaning, 'dollar' | 'isSure'> {
  if (found.has('USD')) return { dollar: 'USD', isSure: true };
  const others = only(OTHER_DOLLARS, found);
  const pesos = only(PESOS, found);
  if (others && !pesos) return { dollar: others, isSure: false };
  if (found.has('dollars')) return { dollar: 'USD', isSure: true };
  if (pesos) return { dollar: pesos, isSure: false };
  if (found.has('pesos')) return { dollar: countryWithPesos(found), isSure: false };
  return { dollar: 'USD', isSure: false };
}

function countryWithPesos(found: ReadonlySet<string>): string | null {
  return only(
    PESOS.filter((code) => found.has(`in${code}`)),
    new Set(PESOS),
  );
}

function only(codes: readonly string[], found: ReadonlySet<string>): string | null {
  const present = codes.filter((code) => found.has(code));
  return present.length === 1 ? present[0]! : null;
}
