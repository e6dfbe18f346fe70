// Reads the text of one PDF in a thread of its own. The file comes from strangers: the caller limits memory and time
// and ends this thread when they are used up. Nothing is drawn, run or fetched, and only text goes back.
import { parentPort, workerData } from 'node:worker_threads';

const { bytes, maxPages, maxCharacters } = workerData;

// The library would load a native drawing module where one is installed, which has no business with such files; it
// only needs these names to exist.
const getBuiltinModule = Reflect.get(process, 'getBuiltinModule');
process.getBuiltinModule = undefined;
globalThis.DOMMatrix ??= Object;
globalThis.ImageData ??= Object;
globalThis.Path2D ??= Object;
const { getDocument, VerbosityLevel } = await import('pdfjs-dist/legacy/build/pdf.mjs');
process.getBuiltinModule = getBuiltinModule;

const send = (message) => parentPort.postMessage(message, []);

/** Words with their place: [text, x, y, width, size]. */
function placed(item) {
  const [a, b, c, d, x, y] = item.transform;
  const isTurned = Math.abs(b) > Math.abs(a);
  return isTurned ? null : [item.str, x, y, item.width, Math.hypot(c, d)];
}

async function read() {
  const task = getDocument({
    data: bytes,
    verbosity: VerbosityLevel.ERRORS,
    isEvalSupported: false,
    disableFontFace: true,
    useSystemFonts: false,
    useWasm: false,
    useWorkerFetch: false,
    enableXfa: false,
    maxImageSize: 1,
  });
  const file = await task.promise;
  let characters = 0;
  const last = Math.min(file.numPages, maxPages);
  for (let number = 1; number <= last && characters < maxCharacters; number++) {
    const page = await file.getPage(number);
    const { items } = await page.getTextContent();
    const words = items.filter((item) => 'str' in item).map(placed);
    const kept = words.filter((word) => word !== null);
    for (const [text] of kept) characters += text.length;
    send({ type: 'page', words: kept });
    page.cleanup();
  }
  return { type: 'end', pages: file.numPages };
}

try {
  send(await read());
} catch (error) {
  send({ type: 'fault', name: error?.name ?? 'Error', message: String(error?.message ?? error) });
}
