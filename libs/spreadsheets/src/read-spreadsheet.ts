import { readCsv } from './read-csv.js';
import { readOds } from './read-ods.js';
import { readXlsx } from './read-xlsx.js';
import { damaged, MAX_FILE_BYTES, refuse, type Sheet } from './sheet.js';
import { encrypted, isZip, ZipArchive } from './zip.js';

const ODS_TYPE = 'application/vnd.oasis.opendocument.spreadsheet';

/**
 * Reads the sheets of a workbook (.xlsx, .ods) or of a text with separated columns (.csv). What the file is shows in
 * its content; its name only names the sheet of a text.
 * @throws DomainError `spreadsheet.*` in Spanish, saying what to do
 */
export async function readSpreadsheet(bytes: Uint8Array, fileName: string): Promise<Sheet[]> {
  if (bytes.length === 0) throw refuse('empty', 'El archivo está vacío. Elija otra vez el archivo y súbalo.');
  if (bytes.length > MAX_FILE_BYTES) throw tooBigFile();
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (isZip(buffer)) return readArchive(ZipArchive.open(buffer));
  refuseKnownFormats(buffer);
  const [name = ''] = fileName.split(/[\\/]/).slice(-1);
  return readCsv(buffer, name.replace(/\.[^.]*$/, ''));
}

/** The file is bigger than any plan. */
export function tooBigFile(): Error {
  return refuse(
    'too_big',
    'El archivo pesa más de 5 MB. Quite imágenes y hojas que no hagan falta, o copie las filas que hacen falta en un ' +
      'archivo nuevo.',
  );
}

async function readArchive(archive: ZipArchive): Promise<Sheet[]> {
  const { names } = archive;
  if (names.some((name) => /vbaProject|(^|\/)macrosheets\/|^(Basic|Scripts)\/.+/i.test(name))) {
    throw refuse(
      'macros',
      'El archivo tiene macros. Guárdelo como libro de Excel sin macros (.xlsx) y súbalo.',
    );
  }
  if (names.includes('xl/workbook.bin')) {
    throw refuse('xlsb', 'El archivo es un libro binario (.xlsb). Guárdelo como .xlsx y súbalo.');
  }
  if (names.includes('[Content_Types].xml')) {
    if (!names.some((name) => name.startsWith('xl/'))) throw otherDocument();
    if (/macroEnabled/i.test(await archive.text('[Content_Types].xml'))) {
      throw refuse(
        'macros',
        'El archivo tiene macros. Guárdelo como libro de Excel sin macros (.xlsx) y súbalo.',
      );
    }
    return readXlsx(archive);
  }
  if (names.includes('mimetype')) {
    const type = (await archive.text('mimetype')).trim();
    if (type !== ODS_TYPE && type !== `${ODS_TYPE}-template`) throw otherDocument();
    if (/encryption-data/.test(await archive.text('META-INF/manifest.xml'))) throw encrypted();
    return readOds(archive);
  }
  if (names.length === 0) throw damaged();
  throw otherDocument();
}

function refuseKnownFormats(bytes: Buffer): void {
  const start = bytes
    .toString('latin1', 0, 512)
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .trimStart();
  if (start.startsWith('\u00d0\u00cf\u0011\u00e0')) {
    if (bytes.includes(Buffer.from('EncryptedPackage', 'utf16le'))) throw encrypted();
    throw refuse('xls', 'El archivo es de un Excel antiguo (.xls). Ábralo, guárdelo como .xlsx y súbalo.');
  }
  if (start.startsWith('%PDF')) {
    throw refuse(
      'pdf',
      'El archivo es un PDF. Pase la tabla a una hoja de cálculo (.xlsx, .ods o .csv) y súbala.',
    );
  }
  if (/^(<!doctype html|<html|<head|<body|<table|<meta|<\?xml|<!--)/i.test(start)) {
    throw refuse(
      'html',
      'El archivo es una página web o un XML con nombre de hoja de cálculo. Ábralo en su programa, elija «Guardar ' +
        'como» y el formato .xlsx, y súbalo.',
    );
  }
}

function otherDocument(): Error {
  return refuse(
    'not_a_sheet',
    'Eso es otro tipo de documento, no una hoja de cálculo. Suba un archivo .xlsx, .ods o .csv.',
  );
}
