import { type JsonLd as Data, scriptJson } from '@chasqui/open-data';
import type { JSX } from 'preact';

/**
 * What the page tells, for search engines (schema.org). Data, not a script: browsers do not run it, and nothing in it
 * can end the element.
 */
export function JsonLd({ data }: { data: Data | readonly Data[] }): JSX.Element {
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: scriptJson(data) }} />;
}
