import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { csvStream, type ExportCell, harmless, readSpreadsheet, writeXlsx } from './index.js';

const table = (rows: ExportCell[][], titles = ['Uno', 'Dos']) => ({
  name: 'Datos: abiertos/2026',
  columns: titles.map((title) => ({ title })),
  rows,
});

async function csv(rows: ExportCell[][]): Promise<string> {
  return (await csvStream(table(rows)).toArray()).join('');
}

describe('a cell that a spreadsheet program would run', () => {
  it.each(['=1+1', '+1', '-1+1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '"=1', '＝1', '- Mejorar el riego'])(
    '«%s» gets an apostrophe in front',
    (text) => expect(harmless(text)).toBe(`'${text}`),
  );

  it.each(['-5', '-12.50', '-12,50', '0', 'Eje social', 'a=b', '5 + 5', 'info@gad.example', ''])(
    '«%s» is left as it is',
    (text) => expect(harmless(text)).toBe(text),
  );
});

describe('a text with separated columns', () => {
  it('opens in Excel in Spanish: mark, semicolons, quotes where needed', async () => {
    expect(
      await csv([
        ['a;b', 'dijo "sí"'],
        [null, -3.5],
        [true, '=HYPERLINK("x")'],
      ]),
    ).toBe('\ufeffUno;Dos\r\n"a;b";"dijo ""sí"""\r\n;-3.5\r\nsí;"\'=HYPERLINK(""x"")"\r\n');
  });

  it('is read back as it was written, whatever the texts', async () => {
    const cell = fc.stringMatching(/^[a-zñá;," \n0-9]{0,20}$/).map((text) => text.trim());
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { maxLength: 20 }), async (rows) => {
        const [sheet] = await readSpreadsheet(Buffer.from(await csv(rows)), 'x.csv');
        const padded = sheet!.rows.map((row) => [row[0] ?? '', row[1] ?? '']);
        const written = [['Uno', 'Dos'], ...rows];
        while (written.at(-1)?.every((text) => text === '')) written.pop();
        expect(padded).toEqual(written);
      }),
    );
  });
});

describe('an Excel workbook', () => {
  it('keeps texts as texts and numbers as numbers, and reads back', async () => {
    const bytes = await writeXlsx(
      table([
        ['=1+1', -3.5],
        ['@x', 'a\u0000b'],
        [null, new Date('2026-03-31')],
      ]),
    );
    const [sheet] = await readSpreadsheet(bytes, 'x.xlsx');
    expect(sheet).toEqual({
      name: 'Datos  abiertos 2026',
      rows: [
        ['Uno', 'Dos'],
        ['=1+1', '-3.5'],
        ['@x', 'ab'],
        ['', '2026-03-31'],
      ],
    });
    expect(bytes.includes('<f>')).toBe(false);
  });
});
