import { crc32, deflateRawSync } from 'node:zlib';

/** A part of an archive; what it says of itself may be a lie. */
export interface ZipPart {
  readonly name: string;
  readonly data: string | Buffer;
  readonly stored?: boolean;
  readonly encrypted?: boolean;
  /** Size that the directory declares instead of the true one. */
  readonly declared?: number;
}

/** A zip archive made by hand, so that tests can make it lie. */
export function zipOf(parts: readonly ZipPart[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const part of parts) {
    const data = Buffer.from(part.data);
    const packed = part.stored ? data : deflateRawSync(data, { level: 9 });
    const name = Buffer.from(part.name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(part.encrypted ? 1 : 0, 2);
    common.writeUInt16LE(part.stored ? 0 : 8, 4);
    common.writeUInt32LE(crc32(data), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(part.declared ?? data.length, 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, name, packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(at, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, rest, name]));
    files.push(local);
    at += local.length;
  }
  const index = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(index.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...files, index, end]);
}

const RELS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const rel = (id: string, type: string, target: string) =>
  `<Relationship Id="${id}" Type="${RELS}/${type}" Target="${target}"/>`;

export interface XlsxParts {
  /** The content of sheetData and what follows it, per sheet name. */
  readonly sheets: Readonly<Record<string, string>>;
  readonly hidden?: readonly string[];
  readonly sharedStrings?: string;
  readonly styles?: string;
  readonly extra?: readonly ZipPart[];
}

/** The parts of an Excel workbook around hand-written sheets. */
export function xlsxParts({ sheets, hidden = [], sharedStrings, styles, extra = [] }: XlsxParts): ZipPart[] {
  const names = Object.keys(sheets);
  const entries = names.map(
    (name, index) =>
      `<sheet name="${name}" sheetId="${index + 1}" r:id="rId${index + 1}"${hidden.includes(name) ? ' state="hidden"' : ''}/>`,
  );
  const relations = names.map((_, index) =>
    rel(`rId${index + 1}`, 'worksheet', `worksheets/s${index + 1}.xml`),
  );
  const optional = [
    ['sharedStrings', sharedStrings],
    ['styles', styles],
  ] as const;
  return [
    { name: '[Content_Types].xml', data: '<Types/>' },
    {
      name: '_rels/.rels',
      data: `<Relationships>${rel('r', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      data: `<?xml version="1.0"?><workbook xmlns:r="x"><sheets>${entries.join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      data: `<Relationships>${relations.join('')}${optional
        .map(([type, xml]) => (xml ? rel(type, type, `${type}.xml`) : ''))
        .join('')}</Relationships>`,
    },
    ...names.map((name, index) => ({
      name: `xl/worksheets/s${index + 1}.xml`,
      data: `<worksheet>${sheets[name]}</worksheet>`,
    })),
    ...optional.flatMap(([type, xml]) => (xml ? [{ name: `xl/${type}.xml`, data: xml }] : [])),
    ...extra,
  ];
}

/** Rows of texts as an Excel workbook of one sheet. */
export function xlsxOf(rows: readonly (readonly (string | number)[])[], name = 'PDOT'): Buffer {
  const cells = (row: readonly (string | number)[]) =>
    row
      .map((cell) =>
        typeof cell === 'number'
          ? `<c><v>${cell}</v></c>`
          : `<c t="inlineStr"><is><t>${escape(cell)}</t></is></c>`,
      )
      .join('');
  const data = rows.map((row) => `<row>${cells(row)}</row>`).join('');
  return zipOf(xlsxParts({ sheets: { [name]: `<sheetData>${data}</sheetData>` } }));
}

/** An OpenDocument spreadsheet around the hand-written content of one table. */
export function odsOf(table: string, extra: readonly ZipPart[] = []): Buffer {
  const content = `<office:document-content><office:body><office:spreadsheet><table:table table:name="PDOT">${table}</table:table></office:spreadsheet></office:body></office:document-content>`;
  return zipOf([
    { name: 'mimetype', data: 'application/vnd.oasis.opendocument.spreadsheet', stored: true },
    { name: 'content.xml', data: content },
    { name: 'META-INF/manifest.xml', data: '<manifest:manifest/>' },
    ...extra,
  ]);
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
