import type { Person } from '@chasqui/accounts';
import { requireGad } from '@chasqui/gads';
import { DomainError, invalid } from '@chasqui/kernel';
import {
  type CrosswalkAnswer,
  type CrosswalkPage,
  type CrosswalkRelation,
  type CrosswalkRow,
  PlanCrosswalks,
} from '@chasqui/pdot';
import { Body, Controller, Get, Header, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { JSX } from 'preact';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CurrentPerson, GadReaders, GadRoles } from '../http/access.js';
import { renderPage } from '../views/layout.js';
import { Field, FormErrors, withQuery } from '../views/parts.js';
import { GadNav, mayEdit } from './gads-nav.js';

const HTML = 'text/html; charset=utf-8';
const position = z.coerce.number().int().positive().max(1_000_000).optional().catch(undefined);
const pageQuery = z.object({
  de: position,
  desde: position,
  guardado: z.literal('si').optional().catch(undefined),
});
/** `p12` holds the numbers that priority 12 became, `r12` that it was dropped; neither leaves it undecided. */
const answersForm = z.record(z.string().max(20), z.string().max(200));
type Answers = z.output<typeof answersForm>;

const RELATIONS: Readonly<Record<CrosswalkRelation, string>> = {
  same: 'sigue igual',
  changed: 'cambió su texto',
  merged: 'se unió con otras',
  split: 'se dividió',
  dropped: 'se retiró',
};

/** What became of the priorities of an earlier version in the current one. */
@Controller('gads/:gad/pdot/equivalencias')
@GadReaders()
export class PlansCrosswalkPages {
  constructor(
    private readonly database: DataSource,
    private readonly crosswalks: PlanCrosswalks,
  ) {}

  /** Pairs proposed and confirmed; `de` is the earlier version, `desde` the position after which the page begins. */
  @Get()
  @Header('content-type', HTML)
  async show(
    @CurrentPerson() person: Person,
    @Param('gad') code: string,
    @Query({ schema: pageQuery }) query: z.output<typeof pageQuery>,
  ): Promise<string> {
    return this.page(person, code, query, {}, undefined, query.guardado === 'si');
  }

  @Post()
  @GadRoles(['officer'], { curators: true })
  async confirm(
    @CurrentPerson() person: Person,
    @Param('gad') code: string,
    @Query({ schema: pageQuery }) query: z.output<typeof pageQuery>,
    @Body({ schema: answersForm.nullish() }) body: Answers | null | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    const answers = body ?? {};
    try {
      const version = query.de ?? (await this.crosswalks.page(code, undefined, 0))?.earlier.version ?? 0;
      await this.crosswalks.confirm(code, version, readAnswers(answers), person.id);
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind !== 'invalid') throw error;
      void reply.status(422).type(HTML);
      return this.page(person, code, query, answers, error);
    }
    const { de, desde } = query;
    const back = withQuery(`/gads/${code}/pdot/equivalencias`, {
      de: de ? String(de) : undefined,
      desde: desde ? String(desde) : undefined,
      guardado: 'si',
    });
    void reply.status(303).header('location', back);
    return undefined;
  }

  private async page(
    person: Person,
    code: string,
    query: z.output<typeof pageQuery>,
    answers: Answers,
    error?: DomainError,
    saved = false,
  ): Promise<string> {
    const gad = await requireGad(this.database.manager, code);
    const page = await this.crosswalks.page(code, query.de, query.desde ?? 0);
    return renderPage(
      { title: 'Equivalencias entre versiones', person, section: 'gad' },
      <>
        <GadNav gad={gad} person={person} current="pdot" />
        <h1>Equivalencias entre versiones del PDOT</h1>
        <p>
          <a href={`/gads/${code}/pdot`}>Volver al plan</a>
        </p>
        {saved && (
          <p class="done" role="status">
            Las equivalencias se guardaron.
          </p>
        )}
        {error && <FormErrors message={error.message} fields={error.fields} />}
        {page ? (
          <Pairs
            page={page}
            code={code}
            answers={answers}
            error={error}
            editable={mayEdit(person, code)}
            after={query.desde}
          />
        ) : (
          <p class="notice">Hace falta una segunda versión del plan para comparar.</p>
        )}
      </>,
    );
  }
}

function Pairs(props: {
  page: CrosswalkPage;
  code: string;
  answers: Answers;
  error: DomainError | undefined;
  editable: boolean;
  after: number | undefined;
}): JSX.Element {
  const { page, answers, error, editable } = props;
  const { earlier, later, rows, targets } = page;
  const base = `/gads/${props.code}/pdot/equivalencias`;
  const url = (desde: number | null | undefined) =>
    withQuery(base, { de: String(earlier.version), desde: desde ? String(desde) : undefined });
  const numbers = new Map(targets.map(({ id, position: number }) => [id, number]));
  const texts = new Map(targets.map(({ id, text }) => [id, text]));
  const list = (row: CrosswalkRow) =>
    row.links.flatMap(({ toId }) => (toId ? [numbers.get(toId)!] : [])).join('; ');
  return (
    <>
      <p>
        De «{earlier.label}» (versión {earlier.version}) a «{later.label}» (versión {later.version}). Lo que
        dice «propuesta» se dedujo de las palabras de los textos: confírmelo o escriba los números que
        corresponden de la versión {later.version}, separados con punto y coma, o marque que la prioridad se
        retiró. Lo que deje sin responder queda sin decidir.
      </p>
      <form method="post" action={url(props.after)}>
        <ol class="cards">
          {rows.map((row) => {
            const name = `p${row.from.position}`;
            const dropped = `r${row.from.position}`;
            const relations = [...new Set(row.links.map(({ relation }) => RELATIONS[relation]))].join(', ');
            return (
              <li class="card">
                <p class="kicker">
                  Prioridad {row.from.position} de la versión {earlier.version}: {relations || 'sin decidir'}{' '}
                  {row.links.length > 0 && (
                    <span class={row.confirmed ? 'badge' : 'badge demo'}>
                      {row.confirmed ? 'confirmada' : 'propuesta'}
                    </span>
                  )}
                </p>
                <p>
                  <strong>{row.from.text}</strong>
                </p>
                {row.links.length === 0 && (
                  <p class="quiet">
                    {editable
                      ? 'No se halló ninguna parecida. Elija qué pasó con ella.'
                      : 'Todavía no se dice qué pasó con ella.'}
                  </p>
                )}
                {row.links.length > 0 && (
                  <ul>
                    {row.links.map(({ toId }) => (
                      <li>
                        {toId ? `${numbers.get(toId)}. ${texts.get(toId)}` : 'No sigue en la versión nueva.'}
                      </li>
                    ))}
                  </ul>
                )}
                {editable && (
                  <Field
                    name={name}
                    label={`Números en la versión ${later.version}`}
                    errors={error?.fields ?? []}
                  >
                    {(attributes) => (
                      <input {...attributes} value={answers[name] ?? list(row)} inputMode="numeric" />
                    )}
                  </Field>
                )}
                {editable && (
                  <p class="check">
                    <input
                      type="checkbox"
                      id={dropped}
                      name={dropped}
                      value="si"
                      checked={
                        error ? answers[dropped] === 'si' : row.links.some(({ toId }) => toId === null)
                      }
                    />
                    <label for={dropped}>La prioridad {row.from.position} se retiró</label>
                  </p>
                )}
              </li>
            );
          })}
        </ol>
        {editable && <button type="submit">Confirmar las equivalencias de esta página</button>}
      </form>
      {page.next && (
        <p class="more">
          <a class="button quiet" href={url(page.next)} rel="next">
            Siguiente página
          </a>
        </p>
      )}
      <details>
        <summary>
          Las {targets.length} prioridades de la versión {later.version}, con su número
        </summary>
        <ul>
          {targets.slice(0, SHOWN_TARGETS).map((target) => (
            <li>
              {target.position}. {short(target.text)}
            </li>
          ))}
        </ul>
        {targets.length > SHOWN_TARGETS && (
          <p>
            Las demás están en <a href={`/gads/${props.code}/pdot`}>la página del plan</a>.
          </p>
        )}
      </details>
    </>
  );
}

/** The page has to stay light. */
const SHOWN_TARGETS = 200;
const SHORT = 120;

function short(text: string): string {
  return text.length > SHORT ? `${text.slice(0, text.lastIndexOf(' ', SHORT))}…` : text;
}

function readAnswers(answers: Answers): CrosswalkAnswer[] {
  const faults: { field: string; message: string }[] = [];
  const read = Object.entries(answers).flatMap(([name, text]): CrosswalkAnswer[] => {
    const from = /^p(\d{1,6})$/.exec(name)?.[1];
    if (!from) return [];
    const parts = text.split(/[;,\s]+/).filter(Boolean);
    if (parts.some((part) => !/^\d{1,6}$/.test(part))) {
      const message = `Prioridad ${from}: escriba solo números separados con punto y coma, por ejemplo 3; 7.`;
      faults.push({ field: name, message });
    }
    return [{ position: Number(from), targets: parts.map(Number), dropped: answers[`r${from}`] === 'si' }];
  });
  if (faults.length > 0)
    throw invalid('crosswalk.unreadable', 'No se guardó: revise los números señalados.', faults);
  return read;
}
