import type { MailLine, PersonalValues } from '@chasqui/mail';

/** Alerts that one line can name. */
const NAMED = 12;

/**
 * The end of every notice: why it came, and the ways to see, change, pause and stop it. All of them open a page with
 * a button: programs that check mails follow every link.
 * @param why to be read after "Recibe este correo porque": "sigue esta convocatoria"
 */
export function footerOf(why: string, personal: PersonalValues): MailLine[] {
  return [
    { text: `Recibe este correo porque ${why}.`, url: null },
    { text: 'Por qué recibí este correo', url: personal.whyUrl },
    { text: 'Cambiar mis avisos', url: personal.preferencesUrl },
    { text: 'Pausar 30 días', url: personal.pauseUrl },
    { text: 'Dejar de recibir estos avisos', url: personal.stopUrl },
  ];
}

/** "pidió avisos de su búsqueda «Riego» y lo que coincide con el GAD …" */
export function askedFor(alerts: readonly string[]): string {
  return `pidió avisos de ${enumerated(alerts)}`;
}

/** Why somebody hears more of a call: she follows it, or an alert told her of it. */
export function whyAgain(reasons: readonly string[]): string {
  const alerts = reasons.filter((reason) => ALERT.test(reason));
  return [
    ...reasons.filter((reason) => !ALERT.test(reason)),
    ...(alerts.length > 0 ? [`le avisamos de esta convocatoria por ${enumerated(alerts)}`] : []),
  ].join(' y ');
}

/** How the names of alerts begin, unlike the sentences that tell of a rule. */
const ALERT = /^(su búsqueda|lo que) /;

/** "a, b y c"; beyond what a line can name, "a, b y 7 más". */
export function enumerated(entries: readonly string[], limit = NAMED): string {
  const rest = entries.length - limit;
  const shown = rest > 0 ? [...entries.slice(0, limit), `${rest} más`] : entries;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} y ${shown.at(-1)!}`;
}

/** "1 plazo", "2 plazos" */
export function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

export function greeting(personal: PersonalValues): string {
  return `Estimada/o ${personal.name}:`;
}
