import type { Tokens } from '../who/tokens.js';

const set = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));

/** Words around a place that tell whether the call is carried out there. Folded, in the seven languages. */
export const ARTICLES = set('el la los las lo the o os as le les l il i gli els der die das den dem un una');
export const OF = set(
  'de del of da do das dos des du d di della dello dei delle degli dell von from aus des dels',
);
export const FOR = set('para for pour per fur por');
export const IN = set(
  `en in em no na nos nas dans au aux nel nella nei nelle nell nello negli im ins within across throughout`,
);
/** A place is where in these languages, and where to in the others. */
export const IN_BY_LANGUAGE: Readonly<Record<string, ReadonlySet<string>>> = {
  fr: set('a'),
  it: set('a ad'),
  ca: set('a al als'),
};
/** A direction in the languages where it is no place: "limitado a", "aimed at". */
export const TOWARDS = set('a al als ao aos to at an');
export const JOINERS = set('y e and et und i ou o or u oder ed und sowie plus');

/** Beginnings of the nouns that take part or are carried out: projects, cities, countries, communities… */
const ANCHORS = set(`
  proyect project projet progett projekt iniciativ initiativ iniziativ accion acciones acoes azion actividad activit
  ativid attivit massnahm municip ayuntam ajuntam alcaldi ciudad cidad ciutat citta city cities ville villes stadt stadte
  commune comune kommun gemeind localid towns village gobiernos governos gouvernem governi governs governments
  regierungen collectivit autorid authorit autorit prefectura prefeitur organiz organis organitz asociacion associac
  associat associaz associacions verband verein comunid communit communau comunit gemeinsch pueblos nacionalid povos
  peuples popoli pobles voelker pais paises paisos paesi paese pays country countries lander landern staaten estados states etats stati
  estats territori territoir gebiet region regiao regioes zona zonas zone zones zonen areas area provinc provinz canton
  parroq parish paroiss instituc institut istituz entidad entitat entities enti poblacion populat popolaz bevolker
  familias families mujeres women femmes donne frauen jovenes jovens jeunes productor producers agricult campesin
  beneficiar benefic solicitant postulant applicant antragstell participant univers empres companies compan unternehm
  cooperativ ongs ong ngos ngo ongd oscs osc csos cso gad gads federacion fundacion fundac foundations museos museums
  escuelas schools dirigid dirigit destinad destinat aimed addressed limitad limited restring restricted exclusiv
  elegib eligib habilitad intervenc intervent ejecut implement execut realizad desarrollad civil miembros members membros
  membres membri emprend intendenc mancomun consorc redes funcionari mayors plazas voluntari personas people bioempren program capital
`);
/** Of them, those that say where the work is done, also in a country that gives. */
const WORKS = set(
  'proyect project projet progett projekt activid activit accion actions iniciativ initiativ',
);

/** Nouns before a place that is not where the call is carried out. */
const ELSEWHERE = set(`
  ceremon cerimon celebr premiac foro forum congres kongress taller tallers workshop atelier cumbre summit sommet
  vertice feria encuentr reunion reunio meeting webinar seminar conferen konferen viaje viajes travel visita visit pasanti
  curso cursos course master estudios estancia becas beca scholar stipend formacion formation training veranstalt
  oficina office bureau ufficio sede headquart siege sitz domicil direccion address sucursal experiencia experience
  esperienza erfahrung experiencia trayectoria casos lecciones lessons ejemplo example esempio beispiel exemple fundada
  founded
`);
/** Anywhere in the sentence: it tells what happened, not what is asked. */
export const PAST = set(`
  gano ganaron ganador ganadora ganadores ganadoras won winner winners premiado premiada premiados premiadas galardonado
  galardonada galardonados galardonadas participaron llegaron recibieron respondieron previous previously anterior
  anteriores pasada pasadas pasado awarded vencedor vencedores vencedora gagnant gagnants laureat laureats remporte
  vincitore vincitori vincitrice guanyador guanyadors guanyadora gewonnen gewann preistrager precedente precedentes
  precedents venceu venceram ganhou ganharam participaram finalistas guanyar
`);
export const EXCEPT = set(`
  excepto salvo except excepting excluding exceto exceptuando excluyendo excluidos excluido excluida excluidas sauf hormis excepte
  exception excepcion excecao eccezione excepcio tranne eccetto esclusi escluso ausser ausgenommen ohne llevat fuera outside
  hors fora non excluded exclude excluye excluyen
`);
/** Governments and their offices: the country after them is who gives. */
export const GIVERS = set(`
  gobierno government governo gouvernement govern regierung embajada embassy embaixada ambassade ambasciata ambaixada
  botschaft ministerio ministry ministere ministero ministeri ministerium agencia agency agence agenzia cooperacion
  cooperation cooperacao cooperazione cooperacio zusammenarbeit consulado consulate reino presidencia banco bank
`);
export const EMBASSIES = set(`
  embajada embajadas embassy embassies embaixada ambassade ambasciata ambaixada botschaft consulado consulate consulat
  consolato generalkonsulat konsulat consolat delegacion delegation delegacao delegazione delegacio legacion
`);
/** Organisations with an office per country: the country after their name is the office's. */
export const OFFICES_PER_COUNTRY = set(`
  pnud undp unicef wwf giz fao onu un unhabitat habitat mujeres women usaid oim iom acnur unhcr unfpa unesco aecid afd
  iclei uicn iucn oxfam care caritas vision international internacional undef pma wfp cruz pequenas ppd sgp idrc tnc
  conservancy ue eu bid idb jica koica pnuma unep onudi unido cuso swisscontact helvetas avina rikolto rimisp fmam gef cepal eclac
`);
/** The place comes first, not alone. */
const EMPHASIS = set(`
  enfasis priorid prioriz prioritar prioritat prioriti priority preferen especial principalm particul incluid incluy
  includ incluind incluso ejemplo como such emphasis especially notably notamm enfase enfasi accent compris compres
  insbesond vorzug schwerpunkt
`);
/** Of a group, only some: which, is not said. */
export const SOME = set(`
  algunos algunas seleccionados seleccionadas selected some certain ciertos prioritarios prioritarias priority alguns
  selecionados certains selectionnes prioritaires alcuni selezionati prioritari seleccionats ausgewahlte ausgewahlten
  einige varios several various plusieurs
`);
/** Words that add no place to an entry of a list. */
const NEUTRAL = set(`
  republica republic republique repubblica republik reino kingdom federal plurinacional bolivariana todos todas all tous
  tutti tots alle partes parte parties part solo solamente only unicamente seulement solament nur y regiones regions
  continente otros cada each any cualquier elegibles eligible miembro member membro membre socios partner partners
`);

const LONGEST_BEGINNING = 11;
const SHORTEST_BEGINNING = 3;

/** What a word says of the place after it, as bits. */
export const CUE = { anchor: 1, work: 2, elsewhere: 4, emphasis: 8 } as const;

const BEGINNINGS = new Map<string, number>();
for (const [beginnings, cue] of [
  [ANCHORS, CUE.anchor],
  [WORKS, CUE.anchor | CUE.work],
  [ELSEWHERE, CUE.elsewhere],
  [EMPHASIS, CUE.emphasis],
] as const)
  for (const beginning of beginnings) BEGINNINGS.set(beginning, (BEGINNINGS.get(beginning) ?? 0) | cue);

/** The bits of `CUE` of a word. */
export function cuesOf(word: string): number {
  const limit = Math.min(word.length, LONGEST_BEGINNING);
  let cues = 0;
  for (let length = SHORTEST_BEGINNING; length <= limit; length += 1)
    cues |= BEGINNINGS.get(word.slice(0, length)) ?? 0;
  return cues;
}

export const isAnchor = (word: string): boolean => (cuesOf(word) & CUE.anchor) !== 0;
export const isLink = (word: string): boolean =>
  ARTICLES.has(word) ||
  OF.has(word) ||
  JOINERS.has(word) ||
  FOR.has(word) ||
  IN.has(word) ||
  TOWARDS.has(word);
export const isNeutral = (word: string): boolean =>
  isLink(word) || NEUTRAL.has(word) || isAnchor(word) || /^\d+$/.test(word);

/** The character that opens before a word: "(" or ":" when it is right before it, else nothing. */
export function openingBefore({ text, starts }: Tokens, word: number): string {
  let at = (starts[word] ?? 0) - 1;
  while (at >= 0 && text[at] === ' ') at -= 1;
  return text[at] === '(' || text[at] === ':' ? text[at]! : '';
}
