import { describe, expect, it } from '@jest/globals';
import { ADAPTER_KINDS, adapterOf, type AdapterKind } from '@chasqui/sources';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '@chasqui/kernel';
import { definitionFields, errorsOnForm, toConfig, toDefinitionForm } from './source-config-form.js';
import { selectorKeys } from './source-config-shape.js';

interface Ready {
  readonly key: string;
  readonly adapter: AdapterKind;
  readonly config: object;
}

const file = join(projectRoot(), 'libs', 'sources', 'data', 'sources.json');
const ready = (JSON.parse(readFileSync(file, 'utf8')) as { sources: Ready[] }).sources;

const part = (selector: string, guess = false) => ({ selector, guess });
const detail = {
  content: part('main'),
  fields: [
    { selector: '.plazo', attribute: null, guess: false, hint: 'deadline', required: true },
    { selector: 'time', attribute: 'datetime', guess: true, hint: 'opening', required: false },
  ],
  documents: { links: part('a.pdf', true), read: false, most: 1 },
};
const defaults = { language: 'pt', zone: 'America/Asuncion', currency: 'EUR' };

/** Everything that can be said of each kind. */
const full: Partial<Record<AdapterKind, readonly object[]>> = {
  html: [
    {
      listUrls: ['https://x.example/a,b', 'https://x.example/c'],
      item: part('li'),
      link: { selector: 'a', attribute: 'data-url', guess: true },
      title: { selector: ':scope', attribute: null, guess: false },
      fields: [{ selector: '.d', attribute: null, guess: true, hint: 'deadline' }],
      emptyText: 'No hay convocatorias',
      minItems: 0,
      pagination: { kind: 'page', name: 'p', first: 0, step: 10, maxPages: 3 },
      detail,
      hosts: ['*.x.example'],
      encoding: 'windows-1252',
      defaults,
    },
    {
      listUrls: ['https://x.example/'],
      item: part('li'),
      link: null,
      title: { selector: 'b', attribute: null, guess: false },
      pagination: { kind: 'next', link: part('a.next', true), maxPages: 4 },
    },
  ],
  feed: [{ feedUrls: ['https://x.example/rss'], minItems: 2, detail, encoding: 'utf-8', defaults }],
  sitemap: [
    {
      sitemapUrls: ['https://x.example/sitemap.xml'],
      include: ['/convocatorias/*'],
      exclude: ['/convocatorias/archivo/*'],
      maxAddresses: 9,
      trustLastmod: false,
      detail,
    },
  ],
  json: [
    {
      url: 'https://x.example/api',
      method: 'POST',
      body: { a: [1, 'dos'] },
      list: '',
      key: 'id',
      title: 'name',
      link: { template: 'https://x.example/{id}' },
      fields: [{ path: 'd', field: 'deadline', hint: null, dates: 'dmy' }],
      documents: { list: 'files[]', url: 'u', title: null },
      error: { path: 'code', good: [0, '0', null, 'ok', true, false, 'no', '"x'], message: 'text' },
      filter: { path: 'state', values: ['open', 1] },
      pagination: { kind: 'number', in: 'body', name: 'page.n', first: 0, step: 1, total: 'n', maxPages: 2 },
      detail,
    },
    {
      url: 'https://x.example/api',
      list: 'data',
      title: 'name',
      link: { path: 'url' },
      pagination: { kind: 'next', path: 'next', maxPages: 2 },
    },
  ],
  bdns: [
    { words: 'agua', wordsMode: 'any', administration: 'A', bodies: ['1'], purpose: ['9'], pageSize: 3 },
  ],
  sedia: [
    { types: ['2'], statuses: ['31094502'], programmePeriod: null, programmes: ['x.1'], language: 'es' },
  ],
  grants_gov: [{ eligibilities: ['25'], statuses: ['posted'], agencies: ['USAID'] }],
  common_grants: [
    { apiUrl: 'https://x.example/common-grants', statuses: [], zone: 'America/Lima', language: 'es' },
  ],
  spreadsheet: [{ defaults }],
  pasted: [{ address: 'https://x.example/una', detail, encoding: 'utf-8', defaults }, {}],
};

const cases = [
  ...ready.map(({ key, adapter, config }) => [key, adapter, config] as const),
  ...Object.entries(full).flatMap(([kind, configs]) =>
    configs.map((config, at) => [`${kind} ${at + 1}`, kind as AdapterKind, config] as const),
  ),
];

describe('the form of a definition', () => {
  it('knows every kind of source', () => {
    for (const kind of ADAPTER_KINDS) expect(definitionFields(kind).length).toBeGreaterThan(0);
  });

  it.each(cases)('gives back what was stored: %s', (_name, kind, given) => {
    const adapter = adapterOf(kind);
    const config = adapter.check(given) as object;
    const form = toDefinitionForm({ adapter: kind, config });
    const confirmed = new Set(selectorKeys(config));
    expect(adapter.check(toConfig(kind, form, confirmed))).toEqual(config);
  });

  it('takes every selector for real once a person says so, and a new one for a guess until then', () => {
    const config = adapterOf('html').check(full.html![1]) as object;
    const form = toDefinitionForm({ adapter: 'html', config });
    const changed = { ...form, 'config.title.selector': 'h3' };
    const before = toConfig('html', changed, new Set(selectorKeys(config)));
    expect(before).toMatchObject({ title: { guess: true }, item: { guess: false } });
    expect(toConfig('html', changed, null)).toMatchObject({
      title: { guess: false },
      pagination: { link: { guess: false } },
    });
  });

  it('shows every error at a field', () => {
    const paths = [
      'config.listUrls.0',
      'config.item',
      'config.title.selector',
      'config.detail.fields.1.hint',
      'config.fields.0',
      'config.pagination',
      'config.unknown',
      'name',
    ];
    const errors = errorsOnForm(
      'html',
      paths.map((field) => ({ field, message: 'x' })),
    );
    expect(errors.map(({ field }) => field)).toEqual([
      'config.listUrls',
      'config.item.selector',
      'config.title.selector',
      'config.detail.fields.1.hint',
      'config.fields',
      'config.pagination.kind',
      'adapter',
      'name',
    ]);
  });

  it('refuses a body that is no JSON at its field', () => {
    const form = { 'config.body': '{a' };
    expect(() => toConfig('json', form, null)).toThrow(
      expect.objectContaining({ fields: [expect.objectContaining({ field: 'config.body' })] }),
    );
  });
});
