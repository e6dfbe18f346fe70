import { hasRole, type Person } from '@chasqui/accounts';
import { AddressBook, addressesInTrouble, type TroubledAddress } from '@chasqui/delivery';
import { Clock, DomainError, type FieldError, readKey, writeKey } from '@chasqui/kernel';
import { Body, Controller, Get, Header, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { JSX } from 'preact';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CurrentPerson, Roles } from '../http/access.js';
import { MailTroubles } from '../http/mail-troubles.js';
import { TextField } from '../views/fields.js';
import { renderPage } from '../views/layout.js';
import { FormErrors, NextPage, withQuery } from '../views/parts.js';
import { type AddressOwner, ownersOf } from './deliveries.query.js';
import { ADDRESSES, DELIVERIES, DeliveryDone } from './delivery-views.js';
import { SUPPRESSION_LABELS } from './delivery-words.js';
import { CurationNav } from './records-nav.js';
import { HTML, moment } from './source-parts.js';

const PAGE = 50;
const listQuery = z.object({
  q: z.string().max(254).optional().catch(undefined),
  desde: z.string().max(500).optional().catch(undefined),
  hecho: z.string().max(20).optional().catch(undefined),
});
type ListQuery = z.output<typeof listQuery>;
const addForm = z.object({ correo: z.string().max(400).catch(''), motivo: z.string().max(2_000).catch('') });
type AddForm = z.output<typeof addForm>;
const liftForm = z.object({ correo: z.string().max(400).catch('') });

interface Refused {
  readonly form: AddForm;
  readonly error: DomainError;
}

/** Addresses at which something is wrong: curators look, admins put them on the list and take them off. */
@Controller('curaduria/direcciones')
@Roles('curator')
export class AddressesPages {
  constructor(
    private readonly database: DataSource,
    private readonly book: AddressBook,
    private readonly troubles: MailTroubles,
    private readonly clock: Clock,
  ) {}

  /** The latest first. `q` is part of an address, `desde` the key of the page, `hecho` what was just done. */
  @Get()
  @Header('content-type', HTML)
  async list(
    @CurrentPerson() person: Person,
    @Query({ schema: listQuery }) query: ListQuery,
  ): Promise<string> {
    return this.page(person, query);
  }

  /** Puts an address on the list, or shows the form again with what is wrong. */
  @Post()
  @Roles('admin')
  async add(
    @CurrentPerson() person: Person,
    @Body({ schema: addForm }) form: AddForm,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    try {
      await this.book.suppress(form.correo, form.motivo, person.id);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      void reply.status(error.kind === 'conflict' ? 409 : 422).type(HTML);
      return this.page(person, {}, { form, error });
    }
    return this.done(reply, 'anadida');
  }

  /** Takes an address off the list. */
  @Post('quitar')
  @Roles('admin')
  async lift(
    @CurrentPerson() person: Person,
    @Body({ schema: liftForm }) { correo }: z.output<typeof liftForm>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<undefined> {
    await this.book.lift(correo, person.id);
    return this.done(reply, 'quitada');
  }

  private done(reply: FastifyReply, what: string): undefined {
    this.troubles.forget();
    void reply.status(303).header('location', withQuery(ADDRESSES, { hecho: what }));
    return undefined;
  }

  private async page(person: Person, query: Partial<ListQuery>, refused?: Refused): Promise<string> {
    const words = query.q?.trim().toLowerCase() ?? '';
    const all = await addressesInTrouble(this.database.manager, this.clock.now());
    const found = all.filter(({ address }) => address.includes(words)).toSorted(latestFirst);
    const { items, next } = pageOf(found, query.desde);
    const owners = await ownersOf(
      this.database,
      items.map(({ address }) => address),
    );
    const mayChange = hasRole(person, ['admin']);
    return renderPage(
      { title: 'Direcciones con problemas', person, section: 'curation' },
      <>
        <CurationNav current="direcciones" />
        <h1>Direcciones con problemas</h1>
        <DeliveryDone what={query.hecho} />
        {refused && <FormErrors message={refused.error.message} fields={fieldsOf(refused.error)} />}
        <p>
          A las detenidas no se les envía nada hasta que alguien de administración las quite de aquí. A las
          que fallan se les intenta cada correo una sola vez; salen solas tras siete días sin fallas o cuando
          reciben un correo. <a href={DELIVERIES}>Ver las entregas</a>
        </p>
        <form class="search pair" method="get" action={ADDRESSES} role="search">
          <div class="field">
            <label for="q">Correo, o parte de él</label>
            <input id="q" name="q" value={query.q ?? ''} maxLength={254} autocomplete="off" />
          </div>
          <button type="submit">Buscar</button>
        </form>
        <p class="count">{found.length === 1 ? '1 dirección' : `${found.length} direcciones`}</p>
        {found.length === 0 && (
          <p class="notice">
            {words ? 'Ninguna dirección así tiene problemas.' : 'Ninguna: todos los correos llegan.'}
          </p>
        )}
        <ul class="cards">
          {items.map((item) => (
            <AddressCard item={item} owner={owners.get(item.address)} mayLift={mayChange} />
          ))}
        </ul>
        <NextPage url={next && withQuery(ADDRESSES, { q: query.q, desde: next })} />
        {mayChange && <AddAddress refused={refused} />}
      </>,
    );
  }
}

function latestFirst(one: TroubledAddress, other: TroubledAddress): number {
  return other.since.getTime() - one.since.getTime() || (one.address < other.address ? -1 : 1);
}

/** What follows the address that the key names; from the beginning without one. */
function pageOf(
  found: readonly TroubledAddress[],
  after: string | undefined,
): { items: readonly TroubledAddress[]; next: string | null } {
  const [since, address] = readKey(after, [/^\d{1,15}$/, /^.{1,320}$/]) ?? [];
  const start = found.findIndex(
    (each) =>
      since === undefined ||
      each.since.getTime() < Number(since) ||
      (each.since.getTime() === Number(since) && each.address > address!),
  );
  const rest = start === -1 ? [] : found.slice(start);
  const items = rest.slice(0, PAGE);
  const last = items.at(-1);
  const more = rest.length > PAGE && last;
  return { items, next: more ? writeKey([String(last.since.getTime()), last.address]) : null };
}

/** Fields of the service by the names of the form. */
function fieldsOf(error: DomainError): FieldError[] {
  return error.fields.map(({ field, message }) => ({ field: field === 'email' ? 'correo' : field, message }));
}

function AddressCard(props: {
  item: TroubledAddress;
  owner: AddressOwner | undefined;
  mayLift: boolean;
}): JSX.Element {
  const { item, owner, mayLift } = props;
  const isStopped = item.standing === 'suppressed';
  return (
    <li class="card">
      <p class="kicker">{owner ? [owner.name, ...owner.gads].join(' · ') : 'De nadie con cuenta'}</p>
      <h2 class="address">
        <a href={withQuery(DELIVERIES, { correo: item.address })}>{item.address}</a>
      </h2>
      <p class={`standing ${isStopped ? 'trouble' : 'waiting'}`}>
        {isStopped ? 'Detenida' : 'Falla'}, desde el {moment(item.since)}.
      </p>
      <p>
        {item.reason ? SUPPRESSION_LABELS[item.reason] : 'No se pudo entregar tres veces en siete días'}
        {item.detail && (
          <>
            : <span class="quiet reply">{item.detail}</span>
          </>
        )}
      </p>
      {isStopped && mayLift && (
        <form method="post" action={`${ADDRESSES}/quitar`}>
          <input type="hidden" name="correo" value={item.address} />
          <button type="submit" class="quiet" aria-label={`Volver a enviarle a ${item.address}`}>
            Volver a enviarle
          </button>
        </form>
      )}
    </li>
  );
}

function AddAddress({ refused }: { refused: Refused | undefined }): JSX.Element {
  const errors = refused ? fieldsOf(refused.error) : [];
  return (
    <section aria-labelledby="anadir">
      <h2 id="anadir">Detener una dirección</h2>
      <form method="post" action={ADDRESSES} class="narrow">
        <TextField name="correo" label="Correo" value={refused?.form.correo ?? ''} errors={errors} />
        <TextField
          name="motivo"
          label="Por qué"
          help="Lo leerán las personas de curaduría y administración. La persona verá en sus páginas que se detuvo."
          value={refused?.form.motivo ?? ''}
          errors={errors}
        />
        <button type="submit">No enviarle más</button>
      </form>
    </section>
  );
}
