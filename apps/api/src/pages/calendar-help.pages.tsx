import type { Person } from '@chasqui/accounts';
import { Controller, Get, Header } from '@nestjs/common';
import type { JSX } from 'preact';
import { CurrentPerson, Public } from '../http/access.js';
import { renderPage } from '../views/layout.js';
import { AlertsNav } from './alerts-nav.js';

interface Program {
  readonly name: string;
  readonly steps: readonly string[];
  /** How long it usually takes until it reads again. */
  readonly delay: string;
}

/** As their makers describe them, or as their users report where they do not. */
const PROGRAMS: readonly Program[] = [
  {
    name: 'Google Calendar',
    steps: [
      'Ábralo en un computador: la aplicación del teléfono no permite agregar direcciones.',
      'A la izquierda, junto a «Otros calendarios», pulse + y elija «Desde URL».',
      'Pegue la dirección y pulse «Agregar calendario». Después también aparece en el teléfono.',
    ],
    delay: 'De 8 a 24 horas, a veces más. No hay forma de apurarlo.',
  },
  {
    name: 'Outlook.com y Outlook en la web',
    steps: [
      'En Calendario, pulse «Agregar calendario» y luego «Suscribirse desde la web».',
      'Pegue la dirección, póngale un nombre y pulse «Importar».',
    ],
    delay: 'Alrededor de 3 horas o más; puede llegar a un día.',
  },
  {
    name: 'Outlook de escritorio',
    steps: [
      'En Calendario, elija «Agregar calendario» y «Desde Internet».',
      'Pegue la dirección y confirme que quiere suscribirse.',
    ],
    delay: 'De media hora a algunas horas: suele respetar el intervalo de 6 horas que le indicamos.',
  },
  {
    name: 'Apple (iPhone, iPad y Mac)',
    steps: [
      'En el iPhone o iPad: Ajustes, Calendario, Cuentas, «Agregar cuenta», «Otra», «Agregar calendario suscrito». En las versiones nuevas, dentro de las cuentas de las aplicaciones.',
      'En la Mac: en Calendario, menú Archivo, «Nueva suscripción a calendario».',
      'Pegue la dirección. O pulse «Abrir en mi programa de calendario» en este sitio.',
    ],
    delay: 'Usted lo elige: desde cada 5 minutos hasta una vez por semana.',
  },
  {
    name: 'Thunderbird',
    steps: [
      'En Calendario, pulse «Nuevo calendario» y elija «En la red».',
      'Pegue la dirección, sin nombre de usuario, y confirme.',
    ],
    delay: 'Usted lo elige en las propiedades del calendario; si no cambia nada, cada 30 minutos.',
  },
  {
    name: 'Teléfonos Android',
    steps: [
      'Agregue la dirección en Google Calendar, en un computador, con la misma cuenta del teléfono.',
      'En el teléfono, marque el calendario nuevo en la lista y active su sincronización.',
    ],
    delay: 'El de Google Calendar.',
  },
];

/** How to subscribe to a calendar, and why a calendar alone is not enough. */
@Controller('avisos/calendarios/ayuda')
@Public()
export class CalendarHelpPages {
  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  show(@CurrentPerson() person: Person | null): string {
    return renderPage(
      {
        title: 'Cómo usar los calendarios',
        person,
        section: 'alerts',
        description: 'Cómo suscribirse a los plazos y cuánto tarda cada programa en actualizarse.',
      },
      <div class="narrow">
        <h1>Cómo usar los calendarios</h1>
        {person && <AlertsNav />}
        <p>
          Un calendario de Chasqui es una dirección que su programa lee cada cierto tiempo. Usted la copia una
          vez en <a href="/avisos/calendarios">Mis calendarios</a>. También hay{' '}
          <a href="/datos#seguir">calendarios públicos</a>, sin cuenta.
        </p>
        <Delays />
        <section aria-labelledby="suscribirse">
          <h2 id="suscribirse">Suscribirse, según su programa</h2>
          <p>
            Suscríbase a la dirección; no la descargue para importarla: un archivo importado no se actualiza.
            Los nombres de los menús pueden variar con la versión.
          </p>
          {PROGRAMS.map(({ name, steps }) => (
            <>
              <h3>{name}</h3>
              <ol>
                {steps.map((step) => (
                  <li>{step}</li>
                ))}
              </ol>
            </>
          ))}
        </section>
        <What />
        <Secret />
      </div>,
    );
  }
}

function Delays(): JSX.Element {
  return (
    <section aria-labelledby="demora">
      <h2 id="demora">Cuánto tarda en verse un cambio</h2>
      <p>
        Lo decide su programa, no Chasqui. Pedimos que lean cada 6 horas, pero algunos no lo toman en cuenta.
        Estos tiempos son aproximados.
      </p>
      <div class="scroll" role="region" aria-labelledby="tabla-demora" tabIndex={0}>
        <table class="sheet">
          <caption id="tabla-demora">Demora habitual según su programa</caption>
          <thead>
            <tr>
              <th scope="col">Programa</th>
              <th scope="col">Vuelve a leer</th>
            </tr>
          </thead>
          <tbody>
            {PROGRAMS.map(({ name, delay }) => (
              <tr>
                <th scope="row">{name}</th>
                <td>{delay}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="notice">
        Por eso, cuando cambia el plazo de una convocatoria que usted sigue o que le avisamos, también se lo
        decimos por correo: un plazo que se acorta no puede esperar a que su calendario vuelva a leer. Antes
        de presentar algo, confirme la fecha en la página de la convocatoria.
      </p>
    </section>
  );
}

function What(): JSX.Element {
  return (
    <section aria-labelledby="contenido-calendario">
      <h2 id="contenido-calendario">Qué muestra</h2>
      <ul>
        <li>
          Cada fecha de una convocatoria: cierre, cortes, preguntas, expresión de interés. Su programa la
          muestra en la hora de su teléfono; el texto da además la hora del Ecuador y la original.
        </li>
        <li>
          Si sigue una convocatoria para su GAD, también los diez pasos, en el día en que conviene terminar
          cada uno.
        </li>
        <li>
          Una fecha que ya no rige queda 90 días marcada como «Sin efecto», para que no la eche de menos ni
          siga contando con ella. Lo que ya pasó también se queda 90 días.
        </li>
        <li>
          El calendario de un GAD o de una búsqueda no suelta lo que ya mostró: sigue allí hasta que pase su
          fecha, aunque la lista cambie. En el de un GAD desaparece cuando el GAD la deja de lado.
        </li>
      </ul>
    </section>
  );
}

function Secret(): JSX.Element {
  return (
    <section aria-labelledby="secreto">
      <h2 id="secreto">La dirección es un secreto</h2>
      <p>
        Los programas de calendario no saben dar una contraseña; por eso la propia dirección es la llave.
        Dentro no hay datos personales, pero sí se ve qué convocatorias le interesan. Si la compartió sin
        querer o perdió un teléfono, revóquela o cámbiela en <a href="/avisos/calendarios">Mis calendarios</a>
        : deja de responder en ese momento. Si deja de pertenecer a un GAD, el calendario de ese GAD deja de
        responder también.
      </p>
    </section>
  );
}
