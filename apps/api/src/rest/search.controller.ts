import { invalid } from '@chasqui/kernel';
import {
  FACET_NAMES,
  parseSearchQuery,
  Search,
  SEARCH_KINDS,
  type SearchItem,
  searchQueryString,
} from '@chasqui/search';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Public } from '../http/access.js';

const item = z.object({
  kind: z.enum(SEARCH_KINDS),
  /** Identity of the record; the INEC code of a GAD. */
  id: z.string(),
  /** Path of its page. */
  url: z.string(),
  title: z.string(),
  subtitle: z.string(),
  language: z.string(),
  /** The part of the text in which the words were found. */
  snippet: z.string(),
  opensOn: z.iso.date().nullable(),
  /** UTC. */
  closesAt: z.iso.datetime().nullable(),
  /** Decimal text, per project. */
  amount: z.string().nullable(),
  currency: z.string().nullable(),
});
const counts = z.array(z.object({ value: z.string(), count: z.number().int() }));
const result = z.object({
  /** The query as it was understood, in its canonical form. */
  query: z.string(),
  total: z.number().int(),
  items: z.array(item),
  /** Key of the next page, for `desde`. */
  next: z.string().nullable(),
  /** Per facet its values; the count is that of choosing this value with the filters of the other facets. */
  facets: z.record(z.enum(FACET_NAMES), counts),
  /** Words that were searched for instead of mistyped ones. */
  corrections: z.array(z.object({ typed: z.string(), used: z.string() })),
  /** Words that nothing holds. */
  unknown: z.array(z.string()),
  /** Nothing holds enough of the words: the results hold only some of them. */
  partial: z.boolean(),
});

/** The search box for programs. */
@Controller('api/v1/search')
@ApiTags('búsqueda')
export class SearchController {
  constructor(private readonly search: Search) {}

  @Get()
  @Public()
  @ApiOperation({
    summary: 'Busca en convocatorias, cooperantes, fondos, comisiones mixtas, redes, GAD y ofertas',
    description:
      'Los mismos parámetros que la página /buscar: q, tipo, tema, ods, nivel, provincia, cierre, monto, idioma, ' +
      'papel, forma, cooperante, clase, pais, orden, desde. Un filtro se puede repetir.',
  })
  @ApiQuery({ name: 'q', required: false, schema: { type: 'string', maxLength: 200 } })
  @ApiResponse({ status: 200, standardSchema: result })
  async find(@Query() parameters: Record<string, unknown>): Promise<z.input<typeof result>> {
    const { query, problems } = parseSearchQuery(parameters);
    if (problems.length > 0) throw invalid('search.invalid', problems.join(' '));
    const page = await this.search.find(query);
    return {
      query: searchQueryString(query),
      total: page.total,
      items: page.items.map(present),
      next: page.next,
      facets: Object.fromEntries(FACET_NAMES.map((facet) => [facet, [...page.facets[facet]]])) as z.input<
        typeof result
      >['facets'],
      corrections: [...page.corrections],
      unknown: [...page.unknown],
      partial: page.partial,
    };
  }
}

function present({ entry, snippet }: SearchItem): z.input<typeof item> {
  return {
    kind: entry.kind,
    id: entry.recordId,
    url: entry.url,
    title: entry.title,
    subtitle: entry.subtitle,
    language: entry.language,
    snippet: snippet.map(({ text }) => text).join(''),
    opensOn: entry.opensOn,
    closesAt: entry.closesAt?.toISOString() ?? null,
    amount: entry.amount,
    currency: entry.currency,
  };
}
