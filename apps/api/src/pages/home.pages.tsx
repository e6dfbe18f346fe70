import type { Person } from '@chasqui/accounts';
import { openCalls } from '@chasqui/calls';
import { SETTINGS, type Settings } from '@chasqui/config';
import { type DemoPerson, readDemo } from '@chasqui/demo';
import { Gad } from '@chasqui/gads';
import { Clock } from '@chasqui/kernel';
import { Controller, Get, Header, Inject } from '@nestjs/common';
import type { JSX } from 'preact';
import { DataSource } from 'typeorm';
import { CurrentPerson, Public } from '../http/access.js';
import { renderPage } from '../views/layout.js';
import { CallCard } from './calls.pages.js';
import { homeOf } from './sign-in.pages.js';

/** The first page: what Chasqui is, the next closes, and in the demo the way through the main job. */
@Controller()
@Public()
export class HomePages {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  async show(@CurrentPerson() person: Person | null): Promise<string> {
    const now = this.clock.now();
    const [page, demo, gads] = await Promise.all([
      openCalls(this.database, { limit: 3 }, now),
      this.settings.mode === 'demo' ? readDemo() : null,
      this.database.manager.count(Gad),
    ]);
    return renderPage(
      {
        title: 'Cooperación internacional para los GAD',
        person,
        description: 'Convocatorias de cooperación internacional para los gobiernos locales del Ecuador.',
      },
      <>
        <section class="hero">
          <h1>Que ninguna convocatoria se pierda</h1>
          <p>
            Chasqui reúne las convocatorias de cooperación internacional, las compara con el PDOT y las
            competencias de cada GAD del Ecuador, y avisa a tiempo, con las razones y los pasos.
          </p>
          <p>
            <a class="button" href="/convocatorias">
              Ver las convocatorias abiertas
            </a>{' '}
            {person ? (
              <a class="button quiet" href={homeOf(person)}>
                Ir a mi trabajo
              </a>
            ) : (
              <a class="button quiet" href="/ingresar">
                Ingresar
              </a>
            )}
          </p>
          <form class="search" method="get" action="/buscar" role="search">
            <div class="field">
              <label for="q">Buscar convocatorias, cooperantes, fondos, redes o GAD</label>
              <input id="q" name="q" type="search" placeholder="agua potable, voluntarios, Perú…" />
            </div>
            <button type="submit">Buscar</button>
          </form>
          <p>
            <a href="/catalogo">Ver todo el catálogo de la cooperación</a>
          </p>
        </section>
        {demo && (
          <DemoTour people={demo.people} password={demo.password} gads={gads.toLocaleString('es-EC')} />
        )}
        <section aria-labelledby="proximas">
          <h2 id="proximas">Las que cierran primero</h2>
          <ul class="cards">
            {page.items.map((call) => (
              <CallCard call={call} now={now} />
            ))}
          </ul>
        </section>
      </>,
    );
  }
}

function DemoTour({
  people,
  password,
  gads,
}: {
  people: readonly DemoPerson[];
  password: string;
  gads: string;
}): JSX.Element {
  return (
    <section class="panel tour" aria-labelledby="recorrido">
      <h2 id="recorrido">Recorra lo principal en cinco clics</h2>
      <ol>
        <li>
          Ingrese como <strong>Carmen</strong>, la curadora (botón de abajo).
        </li>
        <li>
          Pulse <strong>Publicar</strong> en la primera de la lista: se compara con los {gads} GAD del país.
        </li>
        <li>
          Abra el <strong>Buzón</strong>: ahí está el correo de cada oficial a quien le interesa.
        </li>
        <li>Abra un correo: plazo, razones y los diez pasos con fechas.</li>
        <li>Siga su enlace: la página muestra lo mismo, con las condiciones una por una.</li>
      </ol>
      <ul class="people">
        {people.map((person) => (
          <li class="card">
            <h3>{person.title}</h3>
            <p>{person.noteEs}</p>
            <form method="post" action="/ingresar">
              <input type="hidden" name="email" value={person.email} />
              <input type="hidden" name="password" value={password} />
              <button type="submit">Ingresar como {person.name}</button>
            </form>
            <p class="quiet">
              {person.email} · contraseña {password}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
