// What the measured mails say: a call as an immediate alert, and ten of them as a digest.

const PARAGRAPH =
  'La convocatoria financia la ampliación de redes de agua potable y de riego en parroquias rurales, la protección de ' +
  'las fuentes hídricas y el fortalecimiento de las juntas administradoras, con participación de la ciudadanía.';

const QUOTES = [
  {
    label: 'Su PDOT dice',
    text: 'Ampliar la cobertura de agua potable y riego en las parroquias rurales del cantón.',
  },
  {
    label: 'La convocatoria dice',
    text: 'Rural water supply and small-scale irrigation systems.',
    language: 'en',
  },
];

/** An alert of one call: about 16 kB with its HTML, its text and a calendar of three dates. */
export function alert(personal) {
  return {
    content: {
      subject: 'Agua segura para territorios rurales: convocatoria 2027 — cierra el 31 ago 2027',
      preview: 'Coincide con el GAD Municipal de Guaranda (82 de 100). Faltan 45 días.',
      greeting: `Estimada/o ${personal.name}:`,
      blocks: [
        {
          kind: 'paragraph',
          text: 'Hay una convocatoria que coincide con las prioridades y competencias de su GAD.',
        },
        { kind: 'heading', text: 'Agua segura para territorios rurales: convocatoria 2027' },
        {
          kind: 'facts',
          rows: [
            {
              label: 'Cooperante',
              value: 'Agencia Española de Cooperación Internacional para el Desarrollo',
            },
            { label: 'Cierre', value: 'martes 31 de agosto de 2027, 16:59 (hora de Ecuador continental)' },
            { label: 'Hora original', value: '23:59 hora peninsular española (Europe/Madrid)' },
            { label: 'Monto', value: 'de 300.000 a 800.000 euros por proyecto' },
            { label: 'Fuente', value: 'https://cooperante.example/convocatorias/agua-segura-2027' },
          ],
        },
        {
          kind: 'button',
          label: 'Ver la convocatoria y sus razones',
          url: 'https://chasqui.example/convocatorias/agua',
        },
        { kind: 'heading', text: 'Por qué coincide' },
        ...[1, 2, 3].map((number) => ({
          kind: 'quotes',
          title: `Razón ${number}: ${PARAGRAPH}`,
          rows: QUOTES,
        })),
        { kind: 'list', items: [PARAGRAPH, PARAGRAPH] },
      ],
      footer: footer(personal),
    },
    calendar: { fileName: 'fechas.ics', text: calendar() },
  };
}

/** A digest of ten calls. */
export function digest(personal) {
  return {
    content: {
      subject: '10 convocatorias para usted',
      preview: 'La más próxima cierra el 31 ago 2027.',
      greeting: `Estimada/o ${personal.name}:`,
      blocks: [
        {
          kind: 'paragraph',
          text: 'Desde su último resumen hay 10 convocatorias que coinciden con sus alertas.',
        },
        {
          kind: 'cards',
          items: Array.from({ length: 10 }, (_, index) => ({
            title: `Agua segura para territorios rurales y amazónicos: convocatoria ${index + 1} de 2027`,
            url: `https://chasqui.example/gads/0201/coincidencias/agua-segura-${index + 1}`,
            badges: index === 0 ? ['Urgente'] : [],
            lines: [
              'Agencia Española de Cooperación Internacional para el Desarrollo',
              'Cierra el 31 ago 2027, 16:59 (faltan 45 días)',
              'De 300.000 a 800.000 euros por proyecto · 82 de 100',
            ],
            reasons: ['su búsqueda «Riego y agua»', 'lo que coincide con el GAD Municipal de Guaranda'],
          })),
        },
        { kind: 'links', items: [{ label: 'Ver todas', url: 'https://chasqui.example/avisos' }] },
      ],
      footer: footer(personal),
    },
  };
}

export function personalValues(index) {
  const token = `${String(index).padStart(8, '0')}${'aZ09-_'.repeat(10)}`;
  return {
    name: `María Núñez ${index}`,
    preferencesUrl: `https://chasqui.example/preferencias/${token}`,
    pauseUrl: `https://chasqui.example/pausa/${token}`,
    stopUrl: `https://chasqui.example/baja/${token}`,
    whyUrl: `https://chasqui.example/por-que/${token}`,
  };
}

function footer(personal) {
  return [
    {
      text: 'Recibe este correo por su alerta «Lo que coincide con el GAD Municipal de Guaranda».',
      url: null,
    },
    { text: 'Por qué recibí este correo', url: personal.whyUrl },
    { text: 'Cambiar mis avisos', url: personal.preferencesUrl },
    { text: 'Pausar 30 días', url: personal.pauseUrl },
    { text: 'Dejar de recibir estos avisos', url: personal.stopUrl },
  ];
}

function calendar() {
  const events = ['Preguntas', 'Cierre', 'Resultados'].flatMap((summary, index) => [
    'BEGIN:VEVENT',
    `UID:deadline-${index}@chasqui.example`,
    'DTSTAMP:20270701T000000Z',
    'SEQUENCE:1',
    `DTSTART:2027083${index % 2}T215900Z`,
    `SUMMARY:${summary}: Agua segura para territorios rurales`,
    'DESCRIPTION:Hora oficial: 23:59 Europe/Madrid.',
    'URL:https://chasqui.example/convocatorias/agua',
    'STATUS:CONFIRMED',
    'END:VEVENT',
  ]);
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//chasqui//ES', ...events, 'END:VCALENDAR', ''].join(
    '\r\n',
  );
}
