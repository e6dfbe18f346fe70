import { createHash } from 'node:crypto';
import type { FetchRequest } from '@chasqui/fetching';

/**
 * A form whose fields are files of JSON: the search refuses fields that are plain text. The same fields give the same
 * bytes.
 */
export function jsonForm(
  fields: Readonly<Record<string, unknown>>,
): Required<Pick<FetchRequest, 'headers' | 'body'>> {
  const texts = Object.entries(fields).map(([name, value]) => [name, JSON.stringify(value)] as const);
  const boundary = boundaryFor(texts.map(([, text]) => text).join('\n'));
  const parts = texts.map(
    ([name, text]) =>
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"; filename="blob"\r\n` +
      `Content-Type: application/json\r\n\r\n${text}\r\n`,
  );
  return {
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    body: Buffer.from(`${parts.join('')}--${boundary}--\r\n`, 'utf8'),
  };
}

/** A line that does not occur in what it separates. */
function boundaryFor(content: string): string {
  for (let attempt = 0; ; attempt++) {
    const boundary = `chasqui-${createHash('sha256').update(`${attempt}:${content}`).digest('hex').slice(0, 40)}`;
    if (!content.includes(boundary)) return boundary;
  }
}
