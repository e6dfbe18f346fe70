import type { Person } from '@chasqui/accounts';
import type { Fetcher } from '@chasqui/fetching';
import { invalid } from '@chasqui/kernel';
import { proposeDefinition, sourceBySlug, SourceFetcher } from '@chasqui/sources';
import { Body, Controller, Inject, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { CurrentPerson, Roles } from '../http/access.js';
import { type RecordBody, recordBody } from './record-choices.js';
import { HTML } from './source-parts.js';
import { ProposalList } from './source-proposals.js';
import { sourceStartPage } from './source-start-page.js';

/** Looks at an address and says how the calls there could be read. */
@Controller('curaduria/fuentes')
@Roles('curator')
export class SourceProposePages {
  constructor(
    private readonly database: DataSource,
    @Inject(SourceFetcher) private readonly fetcher: Fetcher,
  ) {}

  /** `address` what to look at, `fuente` the source that is to be read in another way. Nothing is stored. */
  @Post('nueva/analizar')
  async analyse(
    @CurrentPerson() person: Person,
    @Body({ schema: recordBody }) body: RecordBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const slug = String(body['fuente'] ?? '');
    const sheet = slug ? await sourceBySlug(this.database, slug) : null;
    const address = String(body['address'] ?? '').trim();
    const { candidates, problem } = await proposeDefinition(address, this.fetcher);
    void reply.status(problem ? 422 : 200).type(HTML);
    const error = problem
      ? invalid('source.address', 'No se pudo proponer cómo leerla.', [
          { field: 'address', message: problem },
        ])
      : undefined;
    return sourceStartPage({
      person,
      sheet,
      address,
      error,
      children: problem ? null : (
        <ProposalList candidates={candidates} address={address} slug={sheet?.source.slug} />
      ),
    });
  }
}
