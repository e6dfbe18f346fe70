import type { DateStage } from '../types.js';

/**
 * What words around a date tell of it. `until` and `since` are little words right before it; `close`, `open`,
 * `publication` and the stages name what happens on it; `start` and `end` are said of calls
 * and of all else; `extension` moves a close; `apply` names what applicants do
 * or write, `hand` is about handing in, be it that or a `report`; `later` comes only after an award; `event` is about
 * something else; `thing` is a noun that takes part in all of them ("proyecto"); `gazette` is a journal that publishes.
 */
export type CueKind =
  | 'until'
  | 'since'
  | 'close'
  | 'extension'
  | 'open'
  | 'start'
  | 'end'
  | 'publication'
  | 'gazette'
  | 'apply'
  | 'hand'
  | 'report'
  | 'later'
  | 'event'
  | 'thing'
  | DateStage;

/** Phrases in folded words, parted by "|"; a star stands for any ending. */
const CUES: Readonly<Record<CueKind, readonly string[]>> = {
  until: [
    'hasta|antes de|antes del|a mas tardar|mas tardar|no mas tarde de|no mas alla de|until|till|by',
    'before|no later than|not later than|on or before|up to|bis|spatestens|bis zum|bis spatestens',
    'vor dem|ate|ate o|antes do|o mais tardar|jusqu|avant|au plus tard|entro|fino a|fino al|sino a',
    'sino al|fino alle|non oltre|prima del|fins|fins a|fins al|abans|abans de|abans del|a tot tardar',
    'como maximo|como limite|maximo hasta|amplia al|amplia hasta|prorogato al|prorogata al',
    'prorrogado al',
  ],
  since: [
    'desde|a partir de|a partir del|from|since|starting|starting on|starting from|as of|as from|ab',
    'ab dem|seit|a partir do|des de|a partire da|a partire dal|dal|dalle|a compter du|a partir du',
    'des le|depuis|a contar de|beginning|beginning on|after|despues de|despues del',
  ],
  close: [
    'cierre*|closedate|deadlinedate|enddate|end date|fecha de fin|fecha fin|fecha de finalizacion',
    'data de fim|date de fin|data di fine|cierra*|cerrar*|cerro|fecha limite|fechas limite|fecha tope',
    'limite|plazo*|vence|vencen|vencia|vencimiento|vencera|fecha final',
    'fecha maxima|fecha de entrega|deadline*|closing|closes|close|closed|due|due date|expires|expiry',
    'expiration|last day|cut off date|submission date|prazo*|encerra*|encerram*|termino das|termino de',
    'data limite|data limit|data final|data maxima|date limite|echeance*|cloture*|ferme|fermeture',
    'fin des candidatures|delai|delais|scadenza|scade|scadono|chiusura|chiude|termine|termini|ultimo giorno',
    'termine ultimo|tancament|venciment|venc|frist*|einsendeschluss|bewerbungsschluss|bewerbungsfrist*',
    'antragsschluss|antragsfrist*|abgabefrist|abgabeschluss|einreichungsfrist*|einreichungsschluss',
    'anmeldeschluss|schluss|stichtag*|ultimo dia|ultima fecha|fecha de cierre',
    'fin de inscrip*|fin de postul*|fin de recepcion|fin de la recepcion|fin de plazo|fin del plazo',
    'fin del periodo|fin de periodo|fi del periode|fim do periodo|fin de la periode|fine del periodo',
    'end of the period|fim das inscricoes|submission deadline|hasta cuando|encerrou',
    'ferment|fermera|chiudono|chiudera|tanca|tanquen|tancara|schliesst|schließt|cerraron',
  ],
  extension: [
    'prorrog*|prorog*|prolonga*|prolonge*|ampli*|extend*|extension|verlanger*|reportee au|reporte au',
    'aplaza*|posterga*|spostat*|postponed|adiad*|ajornat*|moved from|has moved|pospuest*|pospone',
    'se traslada*|verschoben|repousse*|decale*',
  ],
  open: [
    'apertura*|abertura*|opendate|startdate|abre|abren|abrio|abrira*|abrir|abierta desde|abierto desde',
    'inicio de postulaciones|opening|opens|open from|opened|open date|open|start date|launch*',
    'lanzamiento|lancamento|lancement|lancio|ouvert*|obert*|ouvre|ouvrent|ouvrira*',
    'ouverture|apre|aprono|aprira|apriranno|aperto|aperta|aperti|aperte',
    'obre|obren|obrira|obertura|offnung|offnet|abre se|abrem|abrirao',
    'abertas|aberta|aberto|abertos|abierta|abierto|abiertas|abiertos|inauguracion',
  ],
  start: [
    'inicio|inicia|inician|iniciara|iniciaran|iniciam|comienza*|comenzara*|comenzo|empieza*|empezara*',
    'starts|start|begins|begin|commences|debute|debutera|debut|commence|demarre|inizia|iniziano|iniziera',
    'inizio|inici|comenca*|comeca|comecam|comecara|beginn|beginnt|startet|starten|arranca|arranque',
    'ran|runs|will run|decorre*|lauft|laufen',
  ],
  end: [
    'finaliza*|finalitza*|termina*|terminera|se termine|endet|enden|ends|acaba|acaben|acabara|concluye',
    'concluira|si conclude|fin|fim',
  ],
  publication: [
    'publica*|se publico|published|publish*|publication*|publie|publiee|pubblica*|veroffentlich*|posted',
    'posting|posted on|fecha de publicacion|publicat*|issued|release date|releases|aparecido|post date|issue date',
    'date of issue|fecha de emision',
    'actualizado|updated|date posted|bekanntmachung|bekanntgemacht',
  ],
  gazette: [
    'boe|doue|dogc|dogv|bocm|boja|bopv|bocyl|docm|boib|bopa|borm|bop|dou|jorf|guri|burl|burt|bur|guue',
    'boletin oficial|registro oficial|diario oficial|gaceta oficial|butlleti oficial|diari oficial',
    'bollettino ufficiale|gazzetta ufficiale|journal officiel|bulletin officiel|official journal',
    'official gazette|federal register|diario da republica|bundesanzeiger|amtsblatt|oj c|oj l|do c|do l',
    'jo c|jo l|gu c|gu l|abl c|abl l',
  ],
  apply: [
    'postul*|inscri*|solicitud*|sol licitud*|licitud*|convocatoria*|candidatura*|candidat*|aplicacion*',
    'apply|applic*|applying|applicant*|propuesta*|proposal*|proposta*|propost*|oferta*|projets peuvent',
    'dossier*|domanda|domande|candidature|bando|bewerb*|antrag*|antrage|projektskizze*|projektantrag*|forderantrag*|edital|chamada',
    'chamamento|call|calls|appel|ausschreibung*|window|ventanilla|sportell*|tender*|concept note*',
    'full proposal*|notas de concepto|nota conceptual|competition*|concurso*|aufruf|guichet*',
    'periodo de solicitud*|periodo de presentacion|periodo de inscrip*|periodo de postulacion*',
    'periodo de recepcion|application period|submission period|periodo de candidatura*',
    'periode de candidature*|periode de depot|periodo de inscricoes|antragszeitraum|bewerbungszeitraum',
    'quotation*|offre*|offerte|offerta|angebot*|interessenten|interesados|interesadas',
  ],
  hand: [
    'submi*|presenta*|present*|recepcion|recibi*|recibe*|recibir*|depos*|depot*|soumission*',
    'soumett*|einreich*|eingereicht|einzureichen|envio*|enviar*|entrega*|registr*|reception|remit*',
    'receb*|receiv*|consegna|invio|ricezione|rempl*|tramit*|registro',
    'entgegen*|introduit|introduits|introduite|introduites|introduire|remise|lliura*|transmis|transmise|transmises|transmettre|adressees|vorgelegt|vorzulegen|inviare|inviat*',
  ],
  report: [
    'informe|informes|report|reports|rapport|rapports|relatorio|relatorios|relazione|relazioni|bericht',
    'berichte|memoria justificativa|memorias justificativas',
  ],
  later: [
    'informe final|informes finales|informe de ejecucion|informes de ejecucion|informe de avance*',
    'informes de avance*|informe narrativo|informe financiero|informes trimestral*|informe de cierre',
    'final report*|progress report*|narrative report*|financial report*|interim report*|reporting',
    'rapport final|rapports finaux|rapport financier|rapport d execution|rapport intermediaire|bilan',
    'relatorio final|relatorios finais|relatorio de execucao|prestacao de contas|relazione finale',
    'zwischennachweis*|rendicont*|abschlussbericht*|zwischenbericht*|verwendungsnachweis*|sachbericht*|schlussbericht*',
    'informes finals|justifica*|rendicion|pago|pagos|payment*|paiement*|pagamento*|pagament|pagaments',
    'zahlung*|auszahlung*|desembolso*|disburse*|desembols*|factura*|invoice*|facture*|fattur*|rechnung*',
    'liquidacion*|pasaporte*|passport*|garantia|garantias|omb|reembolso*|reimburse*|anticipo*',
  ],
  event: [
    'ejecu*|execu*|realiz*|celebr*|tendra lugar|tuvo lugar|take place|takes place|took place|festival*',
    'feria|firm*|signed|suscri*|suscrit*|aprobad*|aprobo|adopt*|ley|decreto*|orden|directiv*|entrevist*',
    'premiacion*|ceremoni*|duracion|duration|duree|durata|durada|laufzeit|implement*|vigencia|vigente',
    'vigentes|vigor|elegibilidad del gasto|nacid*|born|viaje|travel|expenditure|constituid*|fundad*|founded',
    'evaluac*|evaluat*|valutazione|auswertung|unterzeich*|signat*|concluir*',
    'conclude*|terminar|finalizar los proyectos|resoluc*|resolu*|period*|projektbeginn',
    'inicio del proyecto|inicio de proyectos|inicio de los proyectos|inicio de la ejecucion',
    'inicio del curso|notified|notificad*|se notificar*|be completed|deben terminar|deberan terminar',
    'deben finalizar|deberan finalizar|devem terminar|devono concludersi|doivent se terminer',
    'fecha de registro|data de registre|spent|abschluss|beginn des vorhabens|impugna*|subsanacion*',
    'alegacion*|reclamacion*|osservazioni|correccion de errores|seguimiento',
    'inicio de actividades|project start|start of the project|projects start|commencement|demarrage|realisierung*',
    'durchgefuhrt',
  ],
  thing: [
    'held|proyecto|proyectos|project|projects|projet|projets|projeto|projetos|progetto|progetti',
    'projecte*|projekt|projekte|actividades|activities|acuerdo|acuerdos|convenio*|agreement*|evento*',
    'event|events|taller*|workshop*|congreso*|congress*|conference*|conferenc*|foro|forum|encuentro',
    'capacitacion*|training|asamblea|reunion*|meeting*|mision|visita*|curso|course|gastos|costs',
    'contrat*|contract|contracts|convention*|convenzion*|convencio|accord|accordo|acord|informe*|report',
    'reports|sesion|session|memoria|seleccion|selection|regulation|reglamento*',
    'anuncio|anunci*|vorhaben*|massnahme*|accion|acciones|iniciativa*|obra|obras|intervencion*|vertrag',
  ],
  expression_of_interest: [
    'expresion de interes|expresiones de interes|manifestacion de interes|manifestaciones de interes',
    'expression of interest|expressions of interest|eoi|manifestacao de interesse',
    "manifestacoes de interesse|manifestation d interet|manifestation d' interet",
    "manifestazione di interesse|manifestazioni di interesse|manifestacio d' interes",
    "interessenbekundung*|letter of intent|letters of intent|carta de intencion|lettre d' intention",
    'nota de concepto|notas de concepto|nota conceptual|notas conceptuales|concept note*',
    'documento de sintesis|note succincte|perfiles de proyecto|interessensbekundung*|concept paper*',
    'pre propuesta*|prepropuesta*|preproyecto*|perfil de proyecto|letter of inquiry',
  ],
  questions: [
    'consultas|preguntas|pregunta|questions|question|enquiries|inquiries|queries|aclaraciones',
    'aclaratorias|clarification*|clarificaciones|duvidas|esclarecimento*|perguntas|quesiti|chiarimenti',
    'consultes|dubtes|dudas|ruckfragen|fragen|demandes de clarification|eclaircissement*',
    'domande di chiarimento',
  ],
  info_session: [
    'sesion informativa|sesiones informativas|reunion informativa|reuniones informativas',
    'taller informativo|talleres informativos|charla informativa|jornada informativa|info session*',
    'information session*|info day|infoday|information day|informational session*|webinar*|webinario*',
    "seminario web|seance d' information|reunion d' information|journee d' information",
    'sessao informativa|sessao de esclarecimento|sessoes informativas|sessione informativa',
    'giornata informativa|sessio informativa|jornada informativa|infoveranstaltung*',
    'informationsveranstaltung*|pre proposal conference|pre bid|online briefing|briefing session*',
  ],
  cut_off: [
    'cut off|cut offs|cutoff*|fecha de corte|fechas de corte|corte|cortes|cut off date*|data de corte',
    'datas de corte|data de tall|dates de tall|date intermediaire|finestra temporale|stichtage',
  ],
  second_stage: [
    'segunda etapa|segunda fase|second stage|second phase|stage 2|phase 2|etapa 2|fase 2|deuxieme etape',
    'deuxieme phase|seconde phase|seconda fase|segona fase|zweite phase|zweite stufe|full proposal*',
    'full application*|propuesta completa|propuestas completas|solicitud completa|solicitudes completas',
    'proposta completa|propostas completas|proposition complete|demande complete|vollantrag*',
    'second step',
  ],
  results: [
    'resultado*|results|result|resultats|resultat|risultati|ergebnis*|ganador*|winners|winner',
    'adjudicacion|award notice|notification of award|anuncio de seleccionad*|lista de seleccionad*',
    'seleccionados|seleccionadas|selecionados|selecionadas|beneficiarios seleccionados|graduatoria',
    'laureats|preseleccionad*|finalistas|finalists|fallo del jurado|veredicto|decision date',
    'notificacion de resultados|selected|resolucion definitiva|resolucion provisional',
  ],
};

interface Cue {
  readonly kind: CueKind;
  readonly words: readonly string[];
}

/** Where a phrase stands among the tokens. */
export interface CuePlace {
  readonly kind: CueKind;
  readonly from: number;
  readonly to: number;
}

const SHORTEST_STEM = 4;

function keyOf(word: string): string {
  return word.endsWith('*') ? `${word.slice(0, Math.min(SHORTEST_STEM, word.length - 1))}*` : word;
}

function cueTable(): ReadonlyMap<string, readonly Cue[]> {
  const table = new Map<string, Cue[]>();
  for (const [kind, phrases] of Object.entries(CUES) as [CueKind, readonly string[]][]) {
    for (const phrase of phrases.flatMap((line) => line.split('|'))) {
      const words = phrase.split(' ');
      const key = keyOf(words[0]!);
      table.set(key, [...(table.get(key) ?? []), { kind, words }]);
    }
  }
  return table;
}

const TABLE = cueTable();

function fits(written: string | undefined, word: string): boolean {
  if (written === undefined) return false;
  return word.endsWith('*') ? written.startsWith(word.slice(0, -1)) : written === word;
}

/** The cues that begin at a token; hyphens within a phrase do not count ("cut-off", "cut off"). */
export function cuesAt(texts: (at: number) => string | undefined, at: number): CuePlace[] {
  const first = texts(at);
  if (first === undefined) return [];
  const candidates = [...(TABLE.get(first) ?? []), ...(TABLE.get(`${first.slice(0, SHORTEST_STEM)}*`) ?? [])];
  const found: CuePlace[] = [];
  for (const { kind, words } of candidates) {
    let to = at;
    const isThere = words.every((word, index) => {
      if (index > 0 && texts(to) === '-') to += 1;
      const matches = fits(texts(to), word);
      to += 1;
      return matches;
    });
    if (isThere) found.push({ kind, from: at, to });
  }
  return found;
}

/** The cues between two places, without those that are part of a longer one: "inicio" in "inicio de los proyectos". */
export function cuesBetween(
  texts: (at: number) => string | undefined,
  from: number,
  end: number,
): CuePlace[] {
  const found: CuePlace[] = [];
  let covered = 0;
  for (let at = from; at < end; at += 1) {
    const here = cuesAt(texts, at);
    const to = Math.max(0, ...here.map((cue) => cue.to));
    found.push(...here.filter((cue) => cue.to === to && cue.to > covered));
    covered = Math.max(covered, to);
  }
  return found;
}
