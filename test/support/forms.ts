import type { CheerioAPI } from 'cheerio';

export type Filled = Record<string, string | string[]>;

/** What a browser would send of a form as it stands on the page, without its buttons. */
export function filledIn(page: CheerioAPI, selector: string): Filled {
  const form = page(selector).first();
  if (form.length === 0) throw new Error(`The page has no form ${selector}.`);
  const sent: Record<string, string[]> = {};
  form.find('input, select, textarea').each((_, element) => {
    const field = page(element);
    const name = field.attr('name');
    if (!name) return;
    const type = field.attr('type');
    if ((type === 'checkbox' || type === 'radio') && field.attr('checked') === undefined) return;
    const value =
      element.tagName === 'select'
        ? (field.find('option[selected]').attr('value') ?? field.find('option').first().attr('value'))
        : element.tagName === 'textarea'
          ? field.text()
          : field.attr('value');
    (sent[name] ??= []).push((value ?? '').replaceAll('\n', '\r\n'));
  });
  return Object.fromEntries(
    Object.entries(sent).map(([name, values]) => [name, values.length === 1 ? values[0]! : values]),
  );
}
