import { describe, expect, it } from '@jest/globals';
import { DomainError } from '@chasqui/kernel';
import { odsOf, xlsxOf, xlsxParts, zipOf, type ZipPart } from '../../../test/support/sheets.js';
import { readSpreadsheet } from './index.js';

const read = (bytes: Uint8Array | string, name = 'plan.csv') =>
  readSpreadsheet(typeof bytes === 'string' ? Buffer.from(bytes) : bytes, name);

async function rowsOf(bytes: Uint8Array | string): Promise<readonly (readonly string[])[]> {
  const [sheet] = await read(bytes);
  return sheet!.rows;
}

async function refusal(bytes: Uint8Array | string): Promise<DomainError> {
  const error = await read(bytes).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(DomainError);
  return error as DomainError;
}

const inline = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
const p = (text: string) =>
  `<table:table-cell office:value-type="string"><text:p>${text}</text:p></table:table-cell>`;

describe('an Excel workbook', () => {
  it('gives every sheet by name, without the hidden ones', async () => {
    const sheetData = (text: string) => `<sheetData><row r="1">${inline(text)}</row></sheetData>`;
    const bytes = zipOf(
      xlsxParts({
        sheets: { Uno: sheetData('a'), Oculta: sheetData('b'), Dos: sheetData('c') },
        hidden: ['Oculta'],
      }),
    );
    expect(await read(bytes)).toEqual([
      { name: 'Uno', rows: [['a']] },
      { name: 'Dos', rows: [['c']] },
    ]);
  });

  it('gives shared, rich and inline texts, truths, errors and the stored results of formulas', async () => {
    const sharedStrings =
      '<sst><si><t>Riego &amp; agua</t></si><si><r><t>Eje </t></r><r><t xml:space="preserve">social</t></r><rPh><t>fonética</t></rPh></si></sst>';
    const cells =
      '<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="D1" t="b"><v>1</v></c><c r="E1" t="e"><v>#REF!</v></c>' +
      '<c r="F1"><f>1+1</f><v>2</v></c><c r="G1" t="str"><f>A1&amp;"x"</f><v>texto_x000D_</v></c><c r="H1"><f>NOW()</f></c>';
    const bytes = zipOf(
      xlsxParts({ sheets: { Hoja: `<sheetData><row r="1">${cells}</row></sheetData>` }, sharedStrings }),
    );
    const [row] = await rowsOf(bytes);
    expect(row).toEqual([
      'Riego & agua',
      'Eje social',
      '',
      'VERDADERO',
      '#REF!',
      '2',
      expect.stringMatching(/^texto\n?$/),
    ]);
  });

  it('gives numbers in one plain form and dates as AAAA-MM-DD', async () => {
    const styles =
      '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/><numFmt numFmtId="165" formatCode="[$$-300A]#,##0.00"/></numFmts>' +
      '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>';
    const cell = (style: number, value: string) => `<c s="${style}"><v>${value}</v></c>`;
    const cells = [
      cell(0, '12300000'),
      cell(3, '1234567.5'),
      cell(0, '0.30000000000000004'),
      cell(0, '12.345'),
      cell(0, '-5'),
      cell(0, '1.5E-7'),
      cell(0, '1E+21'),
      cell(1, '46112'),
      cell(2, '46112.75'),
    ].join('');
    const bytes = zipOf(
      xlsxParts({ sheets: { Hoja: `<sheetData><row>${cells}</row></sheetData>` }, styles }),
    );
    const expected = [
      '12300000',
      '1234567.5',
      '0.3',
      '12.3450',
      '-5',
      '0.00000015',
      '1000000000000000000000',
    ];
    expect(await rowsOf(bytes)).toEqual([[...expected, '2026-03-31', '2026-03-31 18:00']]);
  });

  it('repeats a cell merged over several rows down, and a title merged along a row not', async () => {
    const data = `<sheetData><row r="1">${inline('PDOT')}</row><row r="2"><c r="A2" t="inlineStr"><is><t>Social</t></is></c><c r="B2" t="inlineStr"><is><t>uno</t></is></c></row><row r="3"><c r="B3" t="inlineStr"><is><t>dos</t></is></c></row></sheetData><mergeCells><mergeCell ref="A1:C1"/><mergeCell ref="A2:A3"/></mergeCells>`;
    expect(await rowsOf(zipOf(xlsxParts({ sheets: { Hoja: data } })))).toEqual([
      ['PDOT'],
      ['Social', 'uno'],
      ['Social', 'dos'],
    ]);
  });
});

describe('an OpenDocument spreadsheet', () => {
  it('gives texts, numbers, dates and merged cells, and leaves notes out', async () => {
    const rows =
      `<table:table-row><table:table-cell table:number-rows-spanned="2" office:value-type="string"><office:annotation><text:p>nota</text:p></office:annotation><text:p>So<text:span>cial</text:span></text:p></table:table-cell>` +
      '<table:table-cell office:value-type="currency" office:value="100000"><text:p>$ 100.000,00</text:p></table:table-cell>' +
      '<table:table-cell office:value-type="date" office:date-value="2026-03-31T00:00:00"><text:p>31/3/26</text:p></table:table-cell></table:table-row>' +
      `<table:table-row><table:covered-table-cell/>${p('dos<text:s text:c="2"/>tres<text:line-break/>x')}</table:table-row>`;
    expect(await rowsOf(odsOf(rows))).toEqual([
      ['Social', '100000', '2026-03-31'],
      ['Social', 'dos  tres\nx'],
    ]);
  });

  it('passes over a million empty repeated cells and rows', async () => {
    const empty = '<table:table-cell table:number-columns-repeated="1000000"/>';
    const table = `<table:table-row>${p('a')}${empty}</table:table-row><table:table-row table:number-rows-repeated="1048574">${empty}</table:table-row>`;
    expect(await rowsOf(odsOf(table))).toEqual([['a']]);
  });

  it.each([
    [
      'columns',
      `<table:table-row>${p('a').replace('<table:table-cell', '<table:table-cell table:number-columns-repeated="1000000"')}</table:table-row>`,
    ],
    [
      'columns',
      `<table:table-row><table:table-cell table:number-columns-repeated="1000000"/>${p('a')}</table:table-row>`,
    ],
    ['rows', `<table:table-row table:number-rows-repeated="1000000">${p('a')}</table:table-row>`],
    [
      'rows',
      `<table:table-row table:number-rows-repeated="1000000"/><table:table-row>${p('a')}</table:table-row>`,
    ],
  ])('refuses too many %s that hold text', async (what, table) => {
    expect((await refusal(odsOf(table))).code).toBe(`spreadsheet.${what}`);
  });

  it.each([
    ['with a password', odsOf('', []), 'encrypted'],
    [
      'with macros',
      odsOf(`<table:table-row>${p('a')}</table:table-row>`, [{ name: 'Basic/Standard/M.xml', data: 'x' }]),
      'macros',
    ],
  ])('%s is refused', async (_what, bytes, code) => {
    const file = code === 'encrypted' ? withManifest('<manifest:encryption-data/>') : bytes;
    expect((await refusal(file)).code).toBe(`spreadsheet.${code}`);
  });

  function withManifest(manifest: string): Buffer {
    return zipOf([
      { name: 'mimetype', data: 'application/vnd.oasis.opendocument.spreadsheet', stored: true },
      { name: 'content.xml', data: 'cifrado' },
      { name: 'META-INF/manifest.xml', data: manifest },
    ]);
  }
});

describe('a text with separated columns', () => {
  it.each([
    ['semicolons', 'Eje;Meta\nSocial;Más agua, y mejor'],
    ['commas', 'Eje,Meta\nSocial,"Más agua, y mejor"'],
    ['tabs', 'Eje\tMeta\nSocial\tMás agua, y mejor'],
    ['a byte order mark', '\ufeffEje;Meta\r\nSocial;Más agua, y mejor\r\n'],
    ['a line that names the separator', 'sep=;\r\nEje;Meta\r\nSocial;Más agua, y mejor'],
  ])('is read with %s', async (_what, text) => {
    expect((await rowsOf(text)).filter((row) => row.length > 0)).toEqual([
      ['Eje', 'Meta'],
      ['Social', 'Más agua, y mejor'],
    ]);
  });

  it.each([
    ['Windows-1252', Buffer.from('Eje;Año\nProtección;Niñez', 'latin1')],
    ['UTF-16 with its mark', Buffer.from('\ufeffEje;Año\nProtección;Niñez', 'utf16le')],
    ['UTF-16 without mark', Buffer.from('Eje;Año\nProtección;Niñez', 'utf16le')],
    ['big-endian UTF-16', Buffer.from('\ufeffEje;Año\nProtección;Niñez', 'utf16le').swap16()],
  ])('keeps its accents in %s', async (_encoding, bytes) => {
    expect(await rowsOf(bytes)).toEqual([
      ['Eje', 'Año'],
      ['Protección', 'Niñez'],
    ]);
  });

  it('keeps quotes, line breaks inside a cell and titles that repeat', async () => {
    expect(await rowsOf('Meta;Meta\n"dijo ""sí""";"dos\r\nlíneas"\n')).toEqual([
      ['Meta', 'Meta'],
      ['dijo "sí"', 'dos\nlíneas'],
    ]);
  });

  it.each([
    ['accents already lost', Buffer.from('Protecci\ufffdn;x'), 'encoding'],
    ['another alphabet', Buffer.from([0x81, 0x8d, 0x3b, 0x90, 0x9d]), 'encoding'],
    ['a quotation mark that never ends', 'a;b\n"c;d\n', 'csv'],
    ['more than 5000 rows', 'x\n'.repeat(5001), 'rows'],
    ['more than 200 columns', 'x;'.repeat(201), 'columns'],
    ['nothing but separators', ';;;\n;;\n', 'empty'],
    ['nothing', '', 'empty'],
    ['a cell of a novel', 'x'.repeat(40_000), 'long_cell'],
  ])('with %s is refused', async (_what, bytes, code) => {
    expect((await refusal(bytes)).code).toBe(`spreadsheet.${code}`);
  });
});

describe('what is no spreadsheet or means harm', () => {
  const bomb = Buffer.alloc(60 * 1024 * 1024);
  const modest = Buffer.alloc(2 * 1024 * 1024);
  const sheet = { sheets: { Hoja: `<sheetData><row>${inline('a')}</row></sheetData>` } };
  const workbook = (...extra: ZipPart[]) => zipOf(xlsxParts({ ...sheet, extra }));

  it.each<[string, Uint8Array | string, string]>([
    ['a file of more than 5 MB', Buffer.alloc(5 * 1024 * 1024 + 1, 'x'), 'too_big'],
    ['a PDF', '%PDF-1.7 …', 'pdf'],
    [
      'a web page with the name of a workbook',
      '\ufeff <!DOCTYPE html><table><tr><td>Eje</td></tr></table>',
      'html',
    ],
    ['the XML of Excel 2003', '<?xml version="1.0"?><Workbook/>', 'html'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13, 1, 2, 3, 0, 5]), 'not_a_sheet'],
    ['an old Excel file', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'xls'],
    [
      'a workbook with a password',
      Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('EncryptedPackage', 'utf16le')]),
      'encrypted',
    ],
    ['a zip with encrypted parts', zipOf([{ name: 'a.xml', data: 'x', encrypted: true }]), 'encrypted'],
    ['a workbook with macros', workbook({ name: 'xl/vbaProject.bin', data: 'x' }), 'macros'],
    ['a binary workbook', workbook({ name: 'xl/workbook.bin', data: 'x' }), 'xlsb'],
    [
      'a text document',
      zipOf([
        { name: '[Content_Types].xml', data: '' },
        { name: 'word/document.xml', data: '' },
      ]),
      'not_a_sheet',
    ],
    ['a zip of something else', zipOf([{ name: 'foto.jpg', data: 'x' }]), 'not_a_sheet'],
    ['a zip without its end', xlsxOf([['a']]).subarray(0, -10), 'damaged'],
    ['a part that unpacks to 60 MB', workbook({ name: 'xl/a.xml', data: bomb }), 'bomb'],
    ['a part packed a thousand times', workbook({ name: 'xl/a.xml', data: modest }), 'bomb'],
    [
      'more than 1000 parts',
      zipOf(Array.from({ length: 1001 }, (_, index) => ({ name: `${index}`, data: '' }))),
      'bomb',
    ],
    ['a zip inside', workbook({ name: 'xl/embeddings/otro.xlsx', data: 'x' }), 'nested'],
    [
      'a zip inside under another name',
      workbook({ name: 'xl/media/foto.png', data: xlsxOf([['a']]), stored: true }),
      'nested',
    ],
    ['two parts of one name', workbook({ name: 'xl/workbook.xml', data: '<a/>' }), 'damaged'],
    ['a part that says it is empty', workbook({ name: 'xl/a.xml', data: 'texto', declared: 0 }), 'damaged'],
  ])('%s is refused with what to do', async (_what, bytes, code) => {
    const error = await refusal(bytes);
    expect([error.code, error.kind]).toEqual([`spreadsheet.${code}`, 'invalid']);
    expect(error.message).toMatch(/[.]$/);
  });

  it('stops unpacking a part that lies about its size', async () => {
    const parts = xlsxParts({ sheets: { Hoja: ' '.repeat(30 * 1024 * 1024) } });
    const lying = parts.map((part) =>
      part.name.includes('worksheets') ? { ...part, declared: 1000 } : part,
    );
    expect((await refusal(zipOf(lying))).code).toBe('spreadsheet.bomb');
  });

  it.each([
    ['billion laughs', '<!DOCTYPE w [<!ENTITY a "&b;&b;"><!ENTITY b "lol">]><worksheet>&a;</worksheet>'],
    [
      'an external entity',
      '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><worksheet>&x;</worksheet>',
    ],
    ['a tag that never ends', '<worksheet><sheetData><row><c r="A1'],
  ])('refuses %s and expands nothing', async (_what, xml) => {
    const parts = xlsxParts(sheet).map((part) =>
      part.name.includes('worksheets') ? { ...part, data: xml } : part,
    );
    expect((await refusal(zipOf(parts))).code).toBe('spreadsheet.damaged');
  });

  it('leaves entities that nobody declared as they are written', async () => {
    const data = `<sheetData><row>${inline('&otra; &lt;b&gt; &#225; &#0;')}</row></sheetData>`;
    expect(await rowsOf(zipOf(xlsxParts({ sheets: { Hoja: data } })))).toEqual([['&otra; <b> á ']]);
  });

  it('never reads a sheet that lies elsewhere', async () => {
    const parts = xlsxParts(sheet).map((part) =>
      part.name.endsWith('workbook.xml.rels')
        ? { ...part, data: part.data.toString().replace('Target=', 'TargetMode="External" Target=') }
        : part,
    );
    expect((await refusal(zipOf(parts))).code).toBe('spreadsheet.empty');
  });

  it.each([
    ['rows', `<row r="5001">${inline('a')}</row>`],
    ['columns', '<row r="1"><c r="XFD1" t="inlineStr"><is><t>a</t></is></c></row>'],
  ])('refuses a workbook with too many %s', async (what, row) => {
    const bytes = zipOf(xlsxParts({ sheets: { Hoja: `<sheetData>${row}</sheetData>` } }));
    expect((await refusal(bytes)).code).toBe(`spreadsheet.${what}`);
  });

  it('refuses one long text shared by so many cells that it fills the memory', async () => {
    const cell = '<c t="s"><v>0</v></c>'.repeat(150);
    const data = `<sheetData>${`<row>${cell}</row>`.repeat(10)}</sheetData>`;
    const sharedStrings = `<sst><si><t>${'x'.repeat(30_000)}</t></si></sst>`;
    const bytes = zipOf(xlsxParts({ sheets: { Hoja: data }, sharedStrings }));
    expect((await refusal(bytes)).code).toBe('spreadsheet.too_much_text');
  });

  it('drops characters that nobody sees and the database cannot keep', async () => {
    const data = `<sheetData><row>${inline('a_x0000_b')}${inline('c\u200bd\ufeff')}</row></sheetData>`;
    expect(await rowsOf(zipOf(xlsxParts({ sheets: { Hoja: data } })))).toEqual([['ab', 'cd']]);
  });
});
