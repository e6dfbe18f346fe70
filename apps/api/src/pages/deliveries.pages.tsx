import { hasRole, type Person } from '@chasqui/accounts';
import { DeadLetters, MAIL_STATES, type Resent } from '@chasqui/delivery';
import { Clock, DomainError, ECUADOR_ZONE, notFound } from '@chasqui/kernel';
import { Body, Controller, Get, Header, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CurrentPerson, Roles } from '../http/access.js';
import { renderPage } from '../views/layout.js';
import { FormErrors, NextPage, withQuery } from '../views/parts.js';
import {
  deliveries,
  delivery,
  deliveryCounts,
  type DeliveryFilter,
  failedMailIds,
  reportsOf,
  sendingPauses,
} from './deliveries.query.js';
import {
  ADDRESSES,
  DELIVERIES,
  DeliveryCard,
  DeliveryDone,
  DeliveryFacts,
  DeliveryFilters,
  DeliveryState,
  deliveryUrl,
  filterQuery,
  Reports,
  ResendAll,
  ResendButton,
  SendingPauses,
  StateTabs,
} from './delivery-views.js';
import { mailOf } from './notice-history.query.js';
import { NoticeView } from './notice-view.js';
import { CurationNav } from './records-nav.js';
import { HTML } from './source-parts.js';

/** As many as one press of the button sends again. */
const MOST_AT_ONCE = 500;

const word = z
  .string()
  .max(254)
  .transform((text) => text.trim() || undefined)
  .optional()
  .catch(undefined);
const filterForm = z.object({ correo: word, gad: word });
const listQuery = filterForm.extend({
  estado: z.enum(MAIL_STATES).optional().catch(undefined),
  desde: z.string().max(200).optional().catch(undefined),
  reenviados: z.coerce.number().int().min(0).optional().catch(undefined),
  detenidos: z.coerce.number().int().min(0).optional().catch(undefined),
});
const doneQuery = z.object({ hecho: z.string().max(20).optional().catch(undefined) });

/** What became of every mail: curators look, admins send again. */
@Controller('curaduria/entregas')
@Roles('curator')
export class DeliveriesPages {
  constructor(
    private readonly database: DataSource,
    private readonly deadLetters: DeadLetters,
    private readonly clock: Clock,
  ) {}

  /** The latest news first. `estado`, `correo` and `gad` filter, `desde` is the key of the page. */
  @Get()
  @Header('content-type', HTML)
  async list(
    @CurrentPerson() person: Person,
    @Query({ schema: listQuery }) query: z.output<typeof listQuery>,
  ): Promise<string> {
    const filter: DeliveryFilter = { state: query.estado, address: query.correo, gad: query.gad };
    const [page, counts, pauses] = await Promise.all([
      deliveries(this.database, filter, query.desde),
      deliveryCounts(this.database),
      sendingPauses(this.database, this.clock.now()),
    ]);
    const mayResend = hasRole(person, ['admin']);
    const next = page.next && withQuery(DELIVERIES, { ...filterQuery(filter), desde: page.next });
    return renderPage(
      { title: 'Entregas', person, section: 'curation' },
      <>
        <CurationNav current="entregas" />
        <h1>Entregas</h1>
        <ResentNote resent={query.reenviados} suppressed={query.detenidos} />
        <p>
          Cada correo de avisos, a quién fue y qué pasó con él. Los de ingreso no constan aquí.{' '}
          <a href={ADDRESSES}>Direcciones a las que no se envía</a>
        </p>
        <SendingPauses pauses={pauses} />
        <StateTabs filter={filter} counts={counts} />
        <DeliveryFilters filter={filter} />
        {mayResend && filter.state === 'failed' && page.items.length > 0 && (
          <ResendAll filter={filter} most={MOST_AT_ONCE} />
        )}
        {page.items.length === 0 && <p class="notice">No hay correos así.</p>}
        <ul class="cards">
          {page.items.map((item) => (
            <DeliveryCard item={item} mayResend={mayResend} />
          ))}
        </ul>
        <NextPage url={next} />
      </>,
    );
  }

  /** One mail with all that it told. `hecho` is what was just done. */
  @Get(':id')
  @Header('content-type', HTML)
  async show(
    @CurrentPerson() person: Person,
    @Param('id', ParseUUIDPipe) id: string,
    @Query({ schema: doneQuery }) { hecho }: z.output<typeof doneQuery>,
  ): Promise<string> {
    return this.detail(person, id, { done: hecho });
  }

  /** Sends everything again that failed and fits the filter. */
  @Post('reenviar')
  @Roles('admin')
  async resendAll(
    @CurrentPerson() person: Person,
    @Body({ schema: filterForm }) form: z.output<typeof filterForm>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<undefined> {
    const filter: DeliveryFilter = { state: 'failed', address: form.correo, gad: form.gad };
    const ids = await failedMailIds(this.database, filter, MOST_AT_ONCE);
    const { resent, suppressed } = await this.resendSome(ids, person);
    const counts = { reenviados: String(resent), detenidos: String(suppressed) };
    void reply.status(303).header('location', withQuery(DELIVERIES, { ...filterQuery(filter), ...counts }));
    return undefined;
  }

  /** Sends one again, or shows why not. */
  @Post(':id/reenviar')
  @Roles('admin')
  async resend(
    @CurrentPerson() person: Person,
    @Param('id', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    try {
      await this.deadLetters.resend([id], person.id);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      void reply.status(409).type(HTML);
      return this.detail(person, id, { error });
    }
    void reply.status(303).header('location', `${deliveryUrl(id)}?hecho=reenviado`);
    return undefined;
  }

  private async resendSome(ids: readonly string[], person: Person): Promise<Resent> {
    if (ids.length === 0) return { resent: 0, suppressed: 0 };
    try {
      return await this.deadLetters.resend(ids, person.id);
    } catch (error) {
      // All of them: the page counts them.
      if (error instanceof DomainError) return { resent: 0, suppressed: ids.length };
      throw error;
    }
  }

  private async detail(
    person: Person,
    id: string,
    { done, error }: { done?: string | undefined; error?: DomainError },
  ): Promise<string> {
    const item = await delivery(this.database, id);
    if (!item) throw notFound('No hay ningún correo con esa identificación.');
    const [mail, reports] = await Promise.all([
      mailOf(this.database, item.accountId, id),
      reportsOf(this.database, id),
    ]);
    const now = this.clock.now();
    return renderPage(
      { title: 'Una entrega', person, section: 'curation' },
      <>
        <CurationNav current="entregas" />
        <h1>{item.subject ?? 'Correo sin redactar todavía'}</h1>
        <DeliveryDone what={done} />
        {error && <FormErrors message={error.message} fields={[]} />}
        <DeliveryState item={item} />
        <DeliveryFacts item={item} />
        {hasRole(person, ['admin']) && <ResendButton item={item} />}
        <p>
          <a href={withQuery(ADDRESSES, { q: item.recipient })}>Ver esta dirección en la lista</a> ·{' '}
          <a href={withQuery(DELIVERIES, { correo: item.recipient })}>Sus otros correos</a>
        </p>
        <Reports reports={reports} />
        <h2>Qué dice</h2>
        {mail?.notices.length === 0 && (
          <p class="notice">No lleva ningún aviso: ya no tenía nada que decir.</p>
        )}
        <ol class="cards">
          {mail?.notices.map((notice) => (
            <NoticeView notice={notice} now={now} zone={ECUADOR_ZONE}>
              <p class="quiet">
                Código del hecho: <code>{notice.eventKey}</code>
              </p>
            </NoticeView>
          ))}
        </ol>
      </>,
    );
  }
}

function ResentNote({ resent, suppressed }: { resent: number | undefined; suppressed: number | undefined }) {
  if (resent === undefined) return null;
  const left = suppressed
    ? ` ${suppressed === 1 ? 'Uno se quedó' : `${suppressed} se quedaron`}: su dirección no recibe correos.`
    : '';
  const text =
    resent === 0
      ? 'No se envió ninguno.'
      : resent === 1
        ? 'Volverá a salir 1.'
        : `Volverán a salir ${resent}.`;
  return (
    <p class="done" role="status">
      {text}
      {left}
    </p>
  );
}
