import { describe, expect, it } from '@jest/globals';
import { load } from 'cheerio';
import type { MailBlock, MailContent } from './mail-content.js';
import { renderMailHtml } from './render-html.js';
import { renderMailText } from './render-text.js';

function mail(...blocks: MailBlock[]): MailContent {
  return {
    subject: 'Nueva convocatoria de agua',
    preview: 'Cierra el 31 de agosto',
    greeting: 'Estimada Ana:',
    blocks,
    footer: [
      { text: 'Recibe este correo porque se suscribió.', url: null },
      { text: 'Dejar de recibir avisos', url: 'https://chasqui.example/baja?t=1&u=2' },
    ],
  };
}

/** One block of every kind; a new kind does not compile until it is here. */
const ofEveryKind: { readonly [Kind in MailBlock['kind']]: Extract<MailBlock, { kind: Kind }> } = {
  heading: { kind: 'heading', text: 'Por qué le sirve' },
  paragraph: { kind: 'paragraph', text: 'Financia redes de agua.' },
  notice: { kind: 'notice', text: 'Confirme la hora.' },
  facts: { kind: 'facts', rows: [{ label: 'Cooperante', value: 'AECID' }] },
  list: { kind: 'list', items: ['Estatuto', 'Presupuesto'] },
  steps: { kind: 'steps', items: [{ text: 'Revisar bases', detail: 'hasta el 3 ago 2026' }] },
  quotes: {
    kind: 'quotes',
    title: 'Coinciden',
    rows: [
      { label: 'PDOT', text: 'Ampliar el agua potable' },
      { label: 'Bases', text: 'Redes rurales' },
    ],
  },
  cards: {
    kind: 'cards',
    items: [
      {
        title: 'Agua para todos',
        url: 'https://chasqui.example/c/agua-para-todos?x=1&y=2',
        badges: ['Urgente', 'Crédito'],
        lines: ['Cierra el 31 ago 2026', 'Hasta 2 millones de euros'],
        reasons: ['su búsqueda «Riego»', 'sigue esta convocatoria'],
        note: 'Es dinero reembolsable.',
      },
      { title: 'Suelos', url: 'https://chasqui.example/c/suelos', lines: [] },
    ],
  },
  changes: {
    kind: 'changes',
    items: [
      { text: 'La fecha de cierre se adelantó', before: '30 sep 2026', after: '31 ago 2026' },
      { text: 'La convocatoria se canceló' },
    ],
  },
  link: { kind: 'link', label: 'Seguir esta convocatoria', url: 'https://chasqui.example/seguir' },
  links: {
    kind: 'links',
    items: [
      { label: 'Bases', url: 'https://cooperante.example/bases.pdf' },
      { label: 'Formulario', url: 'https://cooperante.example/formulario' },
    ],
  },
  button: { kind: 'button', label: 'Ver la convocatoria', url: 'https://chasqui.example/c/agua?a=1&b=2' },
};

/** Every text of a block, however deep. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => (key === 'kind' ? [] : textsOf(inner)));
}

describe.each(Object.values(ofEveryKind))('a block of kind $kind', (block) => {
  it('says all it has in the text part', () => {
    const text = renderMailText(mail(block)).toLowerCase();
    for (const part of textsOf(block)) expect(text).toContain(part.toLowerCase());
  });

  it('says all it has in the HTML part', () => {
    const page = load(renderMailHtml(mail(block)));
    const links = page('a')
      .toArray()
      .map((link) => page(link).attr('href'));
    for (const part of textsOf(block)) expect([page('body').text(), ...links].join('\n')).toContain(part);
  });
});

describe('the text part', () => {
  it('numbers the steps, one line each', () => {
    const items = Array.from({ length: 10 }, (_, index) => ({
      text: `Paso\n de ${index}`,
      detail: 'sin\tfecha',
    }));
    const lines = renderMailText(mail({ kind: 'steps', items })).split('\n');
    expect(lines.filter((line) => /^\d+\. /.test(line))).toEqual(
      items.map((_, index) => `${index + 1}. Paso de ${index} — sin fecha`),
    );
  });

  it('begins with the greeting and ends with why it came and how to stop it', () => {
    expect(renderMailText(mail(ofEveryKind.paragraph))).toBe(
      [
        'Estimada Ana:',
        'Financia redes de agua.',
        '--',
        'Recibe este correo porque se suscribió.',
        'Dejar de recibir avisos: https://chasqui.example/baja?t=1&u=2\n',
      ].join('\n\n'),
    );
  });

  it('keeps the words of people as they are', () => {
    expect(renderMailText(mail({ kind: 'paragraph', text: 'Agua & <suelo>' }))).toContain('Agua & <suelo>');
  });
});

describe('a card', () => {
  it('reads as one block of lines in the text part', () => {
    expect(renderMailText(mail(ofEveryKind.cards))).toContain(
      [
        '* [Urgente, Crédito] Agua para todos',
        '  Cierra el 31 ago 2026',
        '  Hasta 2 millones de euros',
        '  ATENCIÓN: Es dinero reembolsable.',
        '  Por qué le llega: su búsqueda «Riego»; sigue esta convocatoria',
        '  https://chasqui.example/c/agua-para-todos?x=1&y=2',
        '',
        '* Suelos',
        '  https://chasqui.example/c/suelos',
      ].join('\n'),
    );
  });

  it('says in which language its title is', () => {
    const items = [{ title: 'Water for all', url: 'https://x.example/', language: 'en', lines: [] }];
    const page = load(renderMailHtml(mail({ kind: 'cards', items })));
    expect(page('[lang="en"]').text()).toBe('Water for all');
  });
});

describe('a change', () => {
  it('says what was and what is', () => {
    expect(renderMailText(mail(ofEveryKind.changes))).toContain(
      [
        '- La fecha de cierre se adelantó',
        '  Antes: 30 sep 2026',
        '  Ahora: 31 ago 2026',
        '- La convocatoria se canceló',
      ].join('\n'),
    );
  });
});

describe('the HTML part', () => {
  it('follows the dark setting of the person, and stays light where that is not known', () => {
    const page = load(renderMailHtml(mail(...Object.values(ofEveryKind))));
    expect(page('meta[name="color-scheme"]').attr('content')).toBe('light dark');
    expect(page('meta[name="supported-color-schemes"]').attr('content')).toBe('light dark');
    const sheet = page('style').text();
    const dark = /prefers-color-scheme:dark\)\{(.*?)\}\}/.exec(sheet)?.[1] ?? '';
    for (const each of page('body, body *').toArray()) {
      const inline = page(each).attr('style') ?? '';
      if (!/(?:^|;)(?:color|background):/.test(inline)) continue;
      // Every colour of a light ground has its counterpart.
      const classes = (page(each).attr('class') ?? '').split(' ');
      expect(classes.some((name) => dark.includes(`.${name}{`))).toBe(true);
    }
  });

  it('is a Spanish document with the subject, the preview and the way to stop it', () => {
    const html = renderMailHtml(mail());
    const page = load(html);
    expect(html).toMatch(/^<!doctype html><html lang="es">/);
    expect(page('title').text()).toBe('Nueva convocatoria de agua');
    expect(page('body').text()).toContain('Cierra el 31 de agosto');
    expect(page('a:contains("Dejar de recibir avisos")').attr('href')).toBe(
      'https://chasqui.example/baja?t=1&u=2',
    );
  });

  it('numbers the steps as a list', () => {
    const items = Array.from({ length: 10 }, (_, index) => ({ text: `Paso ${index}`, detail: 'sin fecha' }));
    expect(load(renderMailHtml(mail({ kind: 'steps', items })))('ol > li')).toHaveLength(10);
  });

  it.each([
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    '</title><script>x</script>',
    '&lt;b&gt;',
  ])('shows %s as words wherever a stranger may write', (hostile) => {
    const inject = (value: unknown): unknown => {
      if (typeof value === 'string') return hostile;
      if (Array.isArray(value)) return value.map(inject);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(
        Object.entries(value).map(([key, inner]) => [key, key === 'kind' ? inner : inject(inner)]),
      );
    };
    const blocks = Object.values(ofEveryKind).map((block) => ({ ...block, ...(inject(block) as object) }));
    const html = renderMailHtml({
      ...mail(...blocks),
      subject: hostile,
      preview: hostile,
      greeting: hostile,
      footer: [{ text: hostile, url: null }],
    });
    const page = load(html);
    expect(page('script, img, b')).toHaveLength(0);
    expect(page('title').text()).toBe(hostile);
    expect(page('h2').text()).toBe(hostile);
    expect(page('a').attr('href')).toBe(hostile);
  });
});
