/** An exact number: `digits` divided by ten to the power of `places`. Cents must survive, so never a float. */
export interface Decimal {
  readonly digits: bigint;
  readonly places: number;
}

/** No call offers more; more digits are an account number or nonsense. */
const LIMIT = 10n ** 15n;

/** @param digits nothing but 0-9, the last `places` of them behind the decimal mark */
export function decimal(digits: string, places = 0): Decimal {
  return { digits: BigInt(digits), places };
}

/** The value times ten to the power of `power`. */
export function scaled({ digits, places }: Decimal, power: number): Decimal {
  return power >= places
    ? { digits: digits * 10n ** BigInt(power - places), places: 0 }
    : { digits, places: places - power };
}

export function sum(a: Decimal, b: Decimal): Decimal {
  const places = Math.max(a.places, b.places);
  return { digits: withPlaces(a, places) + withPlaces(b, places), places };
}

/** Negative, zero or positive, as sorting wants it. */
export function compare(a: Decimal, b: Decimal): number {
  const places = Math.max(a.places, b.places);
  const difference = withPlaces(a, places) - withPlaces(b, places);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

export function isAbsurd({ digits, places }: Decimal): boolean {
  return digits >= LIMIT * 10n ** BigInt(places);
}

/** "12300000", "10238354.27", "12.5". */
export function decimalText({ digits, places }: Decimal): string {
  const text = digits.toString().padStart(places + 1, '0');
  const whole = text.slice(0, text.length - places);
  return places === 0 ? whole : `${whole}.${text.slice(-places)}`;
}

function withPlaces({ digits, places }: Decimal, wanted: number): bigint {
  return digits * 10n ** BigInt(wanted - places);
}
