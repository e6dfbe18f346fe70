import { MEMBER_ROLE_LABELS } from '@chasqui/accounts';
import type { Gad } from '@chasqui/gads';
import { type DomainError, formatShortDate } from '@chasqui/kernel';
import type { GadMember, HoldingsView, PostView } from '@chasqui/subscriptions';
import type { ComponentChildren, JSX } from 'preact';
import { z } from 'zod';
import { SelectField, TextField } from '../views/fields.js';
import { Field, FormErrors } from '../views/parts.js';
import { countText, FREQUENCY_LABELS, listText, pauseText } from './alert-words.js';
import { memberChoice } from './gad-post-form.js';

export const inviteForm = z.object({
  name: z.string().max(500).default(''),
  email: z.string().max(500).default(''),
});
export type InviteForm = z.output<typeof inviteForm>;

/** The posts of a GAD, its people and what each of them has. */
export function PostList(props: {
  gad: Gad;
  posts: readonly PostView[];
  members: readonly GadMember[];
  /** Names of topics by their codes. */
  themes: ReadonlyMap<string, string>;
  refused?: { readonly form: InviteForm; readonly error: DomainError } | undefined;
}): JSX.Element {
  const { gad, posts, members, refused } = props;
  const base = `/gads/${gad.dpaCode}/puestos`;
  return (
    <>
      <h1>{gad.name}: puestos</h1>
      <p>
        Los avisos de un puesto siguen al puesto: cuando cambia la persona, los recibe quien la reemplaza y
        nada se pierde.
      </p>
      <p class="actions">
        <a class="button" href={`${base}/nuevo`}>
          Crear un puesto
        </a>
      </p>
      {refused && <FormErrors message={refused.error.message} fields={refused.error.fields} />}
      <section aria-labelledby="puestos">
        <h2 id="puestos">Puestos</h2>
        {posts.length === 0 && (
          <p>
            Todavía no hay ninguno. Cree, por ejemplo, «Oficina de cooperación» o «Punto focal de Ambiente»
            con sus temas.
          </p>
        )}
        <ul class="cards">
          {posts.map((post) => (
            <PostCard post={post} base={base} themes={props.themes} />
          ))}
        </ul>
      </section>
      <section aria-labelledby="personas">
        <h2 id="personas">Personas</h2>
        <p>Si alguien deja su cargo, entregue de una vez todo lo que recibe por este GAD.</p>
        <ul class="plain">
          {members.map(({ id, name, email, roles }) => (
            <li class="panel person">
              <p>
                <strong>{name}</strong> · {listText(roles.map((role) => MEMBER_ROLE_LABELS[role]))}
                <br />
                {email}
              </p>
              <p>
                <a
                  class="button quiet"
                  href={`${base}/personas/${id}/entregar`}
                  aria-label={`Entregar todo lo de ${name}`}
                >
                  Entregar todo
                </a>
              </p>
            </li>
          ))}
        </ul>
      </section>
      <Invitation base={base} form={refused?.form} error={refused?.error} />
    </>
  );
}

function PostCard(props: { post: PostView; base: string; themes: ReadonlyMap<string, string> }): JSX.Element {
  const { post, base } = props;
  const { id, name, holder, department } = post;
  const themes = post.themes.map((code) => props.themes.get(code) ?? code);
  return (
    <li class="card">
      {department && <p class="kicker">{department}</p>}
      <h3>
        {name}
        {!post.active && <span class="badge off">Sin avisos</span>}
        {post.active && post.pausedUntil && <span class="badge doubt">{pauseText(post.pausedUntil)}</span>}
      </h3>
      <dl class="facts">
        <PostFact label="Lo tiene">
          {`${holder.name} (${holder.email}), desde el ${formatShortDate(post.heldSince)}`}
        </PostFact>
        <PostFact label="Temas">{themes.length === 0 ? 'Todos' : listText(themes)}</PostFact>
        <PostFact label="Cada cuánto">{FREQUENCY_LABELS[post.frequency]}</PostFact>
        <PostFact label="Puntaje mínimo">{`${post.minScore} de 100`}</PostFact>
      </dl>
      {!post.active && (
        <p class="answer fails">
          {holder.name} no quiere recibir estos avisos: nadie los recibe. Entregue el puesto a otra persona o
          hable con ella.
        </p>
      )}
      <div class="actions">
        <a class="button quiet" href={`${base}/${id}/entregar`} aria-label={`Entregar ${name}`}>
          Entregar
        </a>
        <a class="button quiet" href={`${base}/${id}`} aria-label={`Cambiar ${name}`}>
          Cambiar
        </a>
      </div>
      <details>
        <summary>Quitar este puesto</summary>
        <form method="post" action={`${base}/${id}/quitar`}>
          <p>Ya nadie recibirá sus avisos. Si solo cambia la persona, entréguelo.</p>
          <button type="submit" class="quiet" aria-label={`Quitar ${name}`}>
            Quitar
          </button>
        </form>
      </details>
    </li>
  );
}

function PostFact({ label, children }: { label: string; children: ComponentChildren }): JSX.Element {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Invitation(props: {
  base: string;
  form: InviteForm | undefined;
  error: DomainError | undefined;
}): JSX.Element {
  const errors = props.error?.fields ?? [];
  return (
    <section aria-labelledby="invitar">
      <h2 id="invitar">Invitar a un punto focal</h2>
      <form method="post" action={`${props.base}/personas`} class="panel">
        <p>
          Podrá leer las coincidencias y las páginas de su GAD, sin cambiarlas, y tener puestos. Le llega un
          correo que lo explica y con el que puede negarse.
        </p>
        <TextField name="name" label="Nombre" value={props.form?.name ?? ''} errors={errors} />
        <Field name="email" label="Correo institucional" errors={errors}>
          {(attributes) => <input {...attributes} type="email" required value={props.form?.email ?? ''} />}
        </Field>
        <button type="submit">Invitar</button>
      </form>
    </section>
  );
}

/** First whom to give it to, then what moves; nothing changes before the last button. */
export function HandOverPage(props: {
  /** Address of this page; the form is sent there. */
  action: string;
  /** "«Punto focal de Ambiente»", "todo lo de Ana Pérez". */
  what: string;
  from: { readonly id: string; readonly name: string };
  members: readonly GadMember[];
  to: GadMember | undefined;
  /** Whether the next holder is the one who hands it over: she knows, and gets no mail. */
  toSelf: boolean;
  moves: readonly string[];
}): JSX.Element {
  const { action, what, from, to, moves } = props;
  const others = props.members.filter(({ id }) => id !== from.id);
  if (moves.length === 0) {
    return (
      <Narrow title={`Entregar ${what}`}>
        <p class="notice">{`${from.name} no recibe nada por este GAD: no hay qué entregar.`}</p>
      </Narrow>
    );
  }
  if (!to) {
    return (
      <Narrow title={`Entregar ${what}`}>
        {others.length === 0 ? (
          <p class="notice">Este GAD no tiene a nadie más. Primero invite a quien la o lo reemplaza.</p>
        ) : (
          <form method="get" action={action} class="panel">
            <SelectField
              name="a"
              label="¿Quién lo recibe ahora?"
              value=""
              choices={others.map(memberChoice)}
              errors={[]}
            />
            <button type="submit">Ver qué se entrega</button>
          </form>
        )}
      </Narrow>
    );
  }
  return (
    <Narrow title={`¿Entregar ${what} a ${to.name}?`}>
      <form method="post" action={action} class="panel">
        <input type="hidden" name="a" value={to.id} />
        <p>{`Todavía no cambió nada. Si pulsa el botón, pasa de ${from.name} a ${to.name}:`}</p>
        <ul>
          {moves.map((text) => (
            <li>{text}</li>
          ))}
          <li>Los avisos que esperan y todavía no salieron por correo.</li>
        </ul>
        <p>
          {`${props.toSelf ? 'Usted' : to.name} lo recibe encendido, también si ${from.name} lo había apagado o pausado.`}
          {!props.toSelf && ' Le llega un correo que lo explica y con el que puede negarse.'}
        </p>
        <div class="actions">
          <button type="submit">Entregar</button>
          <a href={action}>Elegir a otra persona</a>
        </div>
      </form>
    </Narrow>
  );
}

/** What a person has for a GAD, one line each. */
export function holdingsTexts({ posts, gadAlert, followedCalls }: HoldingsView): string[] {
  return [
    ...posts.map(({ name }) => `El puesto «${name}» con sus avisos.`),
    ...(gadAlert ? ['El aviso de todo lo que coincide con el GAD.'] : []),
    ...(followedCalls > 0
      ? [
          `${countText(followedCalls, 'Una convocatoria', 'convocatorias')} que sigue por el GAD, con sus recordatorios.`,
        ]
      : []),
  ];
}

function Narrow({ title, children }: { title: string; children: ComponentChildren }): JSX.Element {
  return (
    <div class="narrow">
      <h1>{title}</h1>
      {children}
    </div>
  );
}
