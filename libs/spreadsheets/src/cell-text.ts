const MS_PER_DAY = 86_400_000;
/** Day 0 of the two calendars of spreadsheet programs. */
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);
const LAST_DAY = 2_958_465;

/**
 * A number in the one way that no reader can misunderstand: point before the decimals, no thousands marks, no
 * exponent, fifteen digits as the programs show them. Three decimals get a zero behind: "12.345" would be read as
 * twelve thousand.
 */
export function numberText(value: number): string {
  if (!Number.isFinite(value)) return '';
  const shown = Number(value.toPrecision(15));
  if (Math.abs(shown) >= 1e21) return BigInt(shown).toString();
  const text = plain(shown);
  return /\.\d{3}$/.test(text) ? `${text}0` : text;
}

function plain(value: number): string {
  const text = String(value);
  const small = /^(-?)(\d)(?:\.(\d+))?e-(\d+)$/.exec(text);
  if (!small) return text;
  const [, sign = '', first = '', rest = '', zeros] = small;
  return `${sign}0.${'0'.repeat(Number(zeros) - 1)}${first}${rest}`;
}

/** The date that a spreadsheet program shows for a day number: "2026-03-31", with its time if it has one. */
export function dateText(serial: number, starts1904 = false): string {
  if (!Number.isFinite(serial) || serial < 0 || serial > LAST_DAY) return numberText(serial);
  // The 1900 calendar holds a 29 February that never was; before it the days are one off.
  const day = !starts1904 && serial < 60 && serial >= 1 ? serial + 1 : serial;
  const minutes = Math.round((day % 1) * 1440);
  const epoch = starts1904 ? EPOCH_1904 : EPOCH_1900;
  const instant = new Date(epoch + Math.floor(day) * MS_PER_DAY + minutes * 60_000).toISOString();
  const time = instant.slice(11, 16);
  if (serial < 1 && !starts1904) return time;
  return minutes === 0 ? instant.slice(0, 10) : `${instant.slice(0, 10)} ${time}`;
}

/** Whether a number format shows a date or a time: it names days, months, years or hours outside quotes. */
export function isDateFormat(format: string): boolean {
  const bare = format
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
    .split(';')[0]!;
  return /[dmyhs]/i.test(bare) && !/general/i.test(bare) && !/[#?]/.test(bare);
}
