import type { Person } from '@chasqui/accounts';
import { CalendarFeeds, type FeedView } from '@chasqui/calendars';
import { DomainError } from '@chasqui/kernel';
import { SavedSearches } from '@chasqui/subscriptions';
import { Body, Controller, Get, Header, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { JSX } from 'preact';
import { z } from 'zod';
import { CurrentPerson, SignedIn } from '../http/access.js';
import type { Choice } from '../views/fields.js';
import { renderPage } from '../views/layout.js';
import { DoneNote } from '../views/parts.js';
import { AlertsNav } from './alerts-nav.js';
import { type FeedForm, FeedList, NewFeed } from './calendar-feeds-view.js';

const HTML = 'text/html; charset=utf-8';
const HERE = '/avisos/calendarios';

const newForm = z.object({
  que: z.string().max(100).default(''),
  nombre: z.string().max(500).default(''),
});
const listQuery = z.object({ hecho: z.string().optional().catch(undefined) });

const DONE = {
  creado: 'Calendario creado. Copie su dirección en su programa de calendario.',
  revocado: 'Calendario revocado. Su dirección ya no responde.',
  renovado: 'Dirección cambiada. La anterior ya no responde: copie la nueva en su programa de calendario.',
} as const;

/** The secret calendars of whoever has signed in. */
@Controller('avisos/calendarios')
@SignedIn()
export class CalendarFeedsPages {
  constructor(
    private readonly feeds: CalendarFeeds,
    private readonly searches: SavedSearches,
  ) {}

  @Get()
  @Header('content-type', HTML)
  list(
    @CurrentPerson() person: Person,
    @Query({ schema: listQuery }) { hecho }: z.output<typeof listQuery>,
  ): Promise<string> {
    return this.page(person, hecho);
  }

  /** `que` is "seguidas", "gad:<code>" or "busqueda:<id of a saved search>". */
  @Post()
  async create(
    @CurrentPerson() person: Person,
    @Body({ schema: newForm }) form: FeedForm,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    try {
      await this.feeds.create(person, await this.wishOf(person, form));
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind === 'not_found') throw error;
      void reply.status(error.kind === 'conflict' ? 409 : 422).type(HTML);
      return this.page(person, undefined, form, error);
    }
    void reply.status(303).header('location', `${HERE}?hecho=creado`);
    return undefined;
  }

  @Get('revocar/:id')
  @Header('content-type', HTML)
  async askRevoke(@CurrentPerson() person: Person, @Param('id', ParseUUIDPipe) id: string): Promise<string> {
    const feed = await this.feeds.find(person.id, id);
    return confirmPage(person, feed, {
      title: '¿Revocar este calendario?',
      action: 'revocar',
      button: 'Revocar',
      text: 'Su dirección dejará de responder para siempre. En su programa de calendario, quítelo también: algunos siguen mostrando lo último que leyeron.',
    });
  }

  @Post('revocar/:id')
  async revoke(
    @CurrentPerson() person: Person,
    @Param('id', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.feeds.revoke(person.id, id);
    void reply.status(303).header('location', `${HERE}?hecho=revocado`);
  }

  @Get('renovar/:id')
  @Header('content-type', HTML)
  async askRenew(@CurrentPerson() person: Person, @Param('id', ParseUUIDPipe) id: string): Promise<string> {
    const feed = await this.feeds.find(person.id, id);
    return confirmPage(person, feed, {
      title: '¿Cambiar la dirección de este calendario?',
      action: 'renovar',
      button: 'Cambiar la dirección',
      text: 'Hágalo si alguien más conoce la dirección. La anterior dejará de responder y tendrá que copiar la nueva en cada programa y teléfono.',
    });
  }

  @Post('renovar/:id')
  async renew(
    @CurrentPerson() person: Person,
    @Param('id', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.feeds.renew(person.id, id);
    void reply.status(303).header('location', `${HERE}?hecho=renovado`);
  }

  private async wishOf(person: Person, { que, nombre }: FeedForm) {
    const [kind = '', ...rest] = que.split(':');
    const what = rest.join(':');
    if (kind === 'gad') return { scope: 'gad', gadCode: what, label: nombre };
    if (kind !== 'busqueda') return { scope: kind === 'seguidas' ? 'person' : '', label: nombre };
    const saved = (await this.searches.of(person.id)).find(({ id }) => id === what);
    const label = nombre.trim() || (saved?.label ? `Plazos: ${saved.label}` : '');
    return { scope: 'search', searchQuery: saved?.searchQuery ?? '', label };
  }

  private async choices(person: Person): Promise<Choice[]> {
    const gads = new Map(person.memberships.map(({ gadCode, gadName }) => [gadCode, gadName]));
    const searches = await this.searches.of(person.id);
    return [
      ['seguidas', 'Las convocatorias que sigo'],
      ...[...gads].flatMap(([code, name]): Choice[] =>
        code === null ? [] : [[`gad:${code}`, `Lo que sigue y lo que coincide con el ${name ?? code}`]],
      ),
      ...searches.map(({ id, label }): Choice => [`busqueda:${id}`, `Mi búsqueda «${label ?? ''}»`]),
    ];
  }

  private async page(person: Person, done?: string, form?: FeedForm, error?: DomainError): Promise<string> {
    const [feeds, choices] = await Promise.all([this.feeds.of(person.id), this.choices(person)]);
    return renderPage(
      { title: 'Mis calendarios', person, section: 'alerts', scripts: ['copy.js'] },
      <div class="narrow">
        <h1>Mis calendarios</h1>
        <AlertsNav current="calendarios" />
        <DoneNote what={done} texts={DONE} />
        <p>
          Suscriba su calendario una sola vez y los plazos aparecerán en su teléfono o computador. Si una
          fecha cambia, también cambia allí, cuando su programa vuelva a leer.{' '}
          <a href={`${HERE}/ayuda`}>Cómo suscribirse y cuánto tarda en actualizarse cada programa</a>.
        </p>
        <p>
          <strong>La dirección es un secreto:</strong> quien la tenga ve el mismo calendario, sin contraseña.
          No la reenvíe; cree un calendario para cada aparato y revoque el que pierda.
        </p>
        <section aria-labelledby="suyos">
          <h2 id="suyos">Los que tiene</h2>
          <FeedList feeds={feeds} />
        </section>
        <section aria-labelledby="nuevo">
          <h2 id="nuevo">Nuevo calendario</h2>
          <NewFeed choices={choices} form={form} error={error} />
        </section>
      </div>,
    );
  }
}

function confirmPage(
  person: Person,
  feed: FeedView,
  ask: { title: string; text: string; action: string; button: string },
): string {
  const content: JSX.Element = (
    <div class="narrow">
      <h1>{ask.title}</h1>
      <form method="post" action={`${HERE}/${ask.action}/${feed.id}`} class="panel">
        <p>
          <strong>{feed.label}</strong>
        </p>
        <p>{ask.text}</p>
        <div class="actions">
          <button type="submit">{ask.button}</button>
          <a href={HERE}>No, volver</a>
        </div>
      </form>
    </div>
  );
  return renderPage({ title: ask.title, person, section: 'alerts' }, content);
}
