const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** What XML has no place for, not even escaped. */
const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** A text as it stands between tags or in an attribute. */
export function xmlText(text: string): string {
  return text.replace(FORBIDDEN, '').replace(/[&<>"']/g, (sign) => ESCAPES[sign]!);
}

/** An element with its attributes; those without a value are left out. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | null | undefined>>,
  content = '',
): string {
  const given = Object.entries(attributes)
    .flatMap(([key, value]) => (value ? [` ${key}="${xmlText(value)}"`] : []))
    .join('');
  return content ? `<${name}${given}>${content}</${name}>` : `<${name}${given}/>`;
}
