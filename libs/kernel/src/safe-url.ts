/** Returns the address when it is http or https without credentials, else null. Other schemes run code or read files. */
export function safeHttpUrl(text: string | null | undefined): string | null {
  if (!text) return null;
  try {
    const url = new URL(text);
    const isHttp = url.protocol === 'https:' || url.protocol === 'http:';
    return isHttp && !url.username && !url.password ? url.href : null;
  } catch {
    return null;
  }
}
