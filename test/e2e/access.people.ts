export const GAD = '08';
export const OTHER_GAD = '09';
export const OWN_OFFICER = 'olga.oficial@esmeraldas.example';
export const COUNCIL_MEMBER = 'cesar.consejero@esmeraldas.example';
/** Focal point of a department: reads what her GAD has. */
export const LIAISON = 'lia.enlace@esmeraldas.example';
export const CURATOR = 'carmen.curadora@chasqui.example';
export const OTHER_OFFICER = 'oficial@guayas.example';
/** Takes no walk: the links of her mails do. */
export const LINK_HOLDER = 'vera.vocal@esmeraldas.example';

/** Words that only some may read; whoever is named first certainly does, on one route or another. */
export interface Secret {
  readonly words: string;
  readonly readers: readonly string[];
}

/** What each kind of record says. */
export const WORDS = {
  proposal: 'Propuesta reservada de agua',
  evaluation: 'Evaluación reservada: un ideal propio',
  offer: 'Buena práctica sin publicar',
  upload: 'Prioridad de una carga sin confirmar',
  search: 'Búsqueda guardada de Olga',
  calendar: 'Calendario reservado de Olga',
  draft: 'Borrador de una convocatoria',
  note: 'Nota interna de la curaduría',
  contact: 'maria.privada@cooperante.example',
  review: 'Opinión reservada sobre una coincidencia',
  dismissal: 'Motivo reservado para descartar',
  finding: 'Novedad de una fuente que nadie ha mirado',
  post: 'Puesto que solo el GAD conoce',
};
export const GAD_PEOPLE = [OWN_OFFICER, COUNCIL_MEMBER, LIAISON, CURATOR];
export const SECRETS: readonly Secret[] = [
  { words: WORDS.proposal, readers: GAD_PEOPLE },
  { words: WORDS.evaluation, readers: GAD_PEOPLE },
  { words: WORDS.offer, readers: GAD_PEOPLE },
  { words: WORDS.review, readers: GAD_PEOPLE },
  { words: WORDS.dismissal, readers: GAD_PEOPLE },
  { words: WORDS.upload, readers: [OWN_OFFICER, CURATOR] },
  { words: WORDS.search, readers: [OWN_OFFICER] },
  { words: WORDS.post, readers: [OWN_OFFICER] },
  { words: WORDS.calendar, readers: [OWN_OFFICER] },
  { words: WORDS.draft, readers: [CURATOR] },
  { words: WORDS.note, readers: [CURATOR] },
  { words: WORDS.contact, readers: [CURATOR] },
  { words: WORDS.finding, readers: [CURATOR] },
];

/**
 * What stands for the parameters of the routes: by the name of the parameter, or by all of the route up to it where
 * the same name means different things.
 */
export type Places = Readonly<Record<string, string>>;
/** Forms that reach what a route does; without one it gets an empty form. */
export type Forms = Readonly<Record<string, Readonly<Record<string, string>>>>;
