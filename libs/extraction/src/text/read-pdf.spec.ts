import { deflateSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { PDF_LIMITS, PdfFault, readPdf } from './read-pdf.js';

/** A PDF of one page per content stream, written by hand. */
function pdfOf(contents: readonly (string | Buffer)[], trailerExtra = '', filter = ''): Buffer {
  const kids = contents.map((_, index) => `${4 + index * 2} 0 R`).join(' ');
  const objects: Buffer[] = [
    Buffer.from('<< /Type /Catalog /Pages 2 0 R >>'),
    Buffer.from(`<< /Type /Pages /Kids [${kids}] /Count ${contents.length} >>`),
    Buffer.from('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>'),
  ];
  for (const [index, content] of contents.entries()) {
    const bytes = Buffer.isBuffer(content) ? content : Buffer.from(content, 'latin1');
    objects.push(
      Buffer.from(
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> ` +
          `/Contents ${5 + index * 2} 0 R >>`,
      ),
      Buffer.concat([
        Buffer.from(`<< /Length ${bytes.length}${filter} >>\nstream\n`),
        bytes,
        Buffer.from('\nendstream'),
      ]),
    );
  }
  const parts = [Buffer.from('%PDF-1.4\n')];
  const offsets: number[] = [];
  let length = parts[0]!.length;
  for (const [index, object] of objects.entries()) {
    offsets.push(length);
    const part = Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), object, Buffer.from('\nendobj\n')]);
    parts.push(part);
    length += part.length;
  }
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  parts.push(
    Buffer.from(
      `xref\n0 ${size}\n0000000000 65535 f \n${entries}trailer\n<< /Size ${size} /Root 1 0 R ${trailerExtra}>>\n` +
        `startxref\n${length}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}

const words = (x: number, y: number, text: string) => `BT /F1 11 Tf 1 0 0 1 ${x} ${y} Tm (${text}) Tj ET\n`;

async function faultOf(reading: Promise<unknown>): Promise<string> {
  try {
    await reading;
  } catch (error) {
    if (error instanceof PdfFault) return error.code;
    throw error;
  }
  return 'none';
}

describe('text of a PDF', () => {
  it('puts the lines of all pages together by their place', async () => {
    const first =
      words(60, 780, 'Bases de la convocatoria 2026') +
      words(60, 740, 'Monto') +
      words(300, 740, 'EUR 300.000') +
      words(60, 700, 'Podr\xe1n participar los gobiernos aut\xf3nomos descentralizados hasta el 31 de') +
      words(60, 686, 'marzo de 2026, a las 17h00.') +
      words(290, 30, '1');
    const second =
      words(60, 780, 'Documentaci\xf3n requerida:') + words(60, 760, '- Carta de la m\xe1xima autoridad');
    const { text } = await readPdf(pdfOf([first, second]));
    expect(text.split('\n')).toEqual([
      'Bases de la convocatoria 2026',
      'Monto | EUR 300.000',
      'Podrán participar los gobiernos autónomos descentralizados hasta el 31 de marzo de 2026, a las 17h00.',
      'Documentación requerida:',
      '- Carta de la máxima autoridad',
    ]);
  });

  it('reads several files at once', async () => {
    const texts = await Promise.all(
      ['uno dos', 'tres cuatro'].map((text) => readPdf(pdfOf([words(60, 780, text)]))),
    );
    expect(texts.map(({ text }) => text)).toEqual(['uno dos', 'tres cuatro']);
  });

  it('says what is wrong with a file in Spanish', async () => {
    const good = pdfOf([words(60, 780, 'Plazo: 31 de marzo')]);
    expect(await faultOf(readPdf(Buffer.from('<html>no encontrado</html>')))).toBe('not_pdf');
    expect(await faultOf(readPdf(Buffer.from('%PDF-1.7 y nada más')))).toBe('broken');
    expect(await faultOf(readPdf(pdfOf(['q 100 0 0 100 0 0 cm Q'])))).toBe('no_text');
    expect(await faultOf(readPdf(pdfOf([words(60, 780, 'secreto')], locked())))).toBe('encrypted');
    await expect(readPdf(good, { ...PDF_LIMITS, milliseconds: 1 })).rejects.toThrow('tardó demasiado');
    expect((await readPdf(good)).text).toBe('Plazo: 31 de marzo');
  });

  it('reads no more pages than it may', async () => {
    const pages = ['primera', 'segunda', 'tercera'].map((text) => words(60, 780, text));
    expect((await readPdf(pdfOf(pages), { ...PDF_LIMITS, pages: 2 })).text).toBe('primera\nsegunda');
  });

  it('stops a file that unpacks into more than the memory it may have', async () => {
    const bomb = deflateSync(Buffer.alloc(600_000_000, ' '));
    const file = pdfOf([bomb], '', ' /Filter /FlateDecode');
    const limits = { pages: 1, milliseconds: 4_000, megabytes: 100 };
    expect(['too_large', 'too_slow', 'no_text']).toContain(await faultOf(readPdf(file, limits)));
  });

  it('gives a text or a fault for a file damaged anywhere', async () => {
    const good = pdfOf([words(60, 780, 'Plazo: 31 de marzo')]);
    for (let at = 20; at < good.length; at += Math.ceil(good.length / 12)) {
      const damaged = Buffer.concat([
        good.subarray(0, at),
        Buffer.from([0xff, 0x00, 0x28]),
        good.subarray(at + 40),
      ]);
      expect(['none', 'broken', 'no_text', 'encrypted']).toContain(await faultOf(readPdf(damaged)));
    }
  });
});

/** Encryption (RC4, 40 bits) with a password that nobody knows. */
function locked(): string {
  const zeros = '0'.repeat(64);
  return `/Encrypt << /Filter /Standard /V 1 /R 2 /O <${zeros}> /U <${zeros}> /P -4 >> /ID [<00><00>] `;
}
