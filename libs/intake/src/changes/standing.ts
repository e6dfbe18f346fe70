import { fold, localDate } from '@chasqui/kernel';
import { deadlineOf, instantOfLocal, otherDatesOf, textOf } from '../reading-values.js';
import type { ReadValue, Standing } from './change.js';

/** `not_open`: before it opens or after it closed, the source does not say which. */
export type ToldStatus = Exclude<Standing, 'withdrawn'> | 'not_open';

/** Words and codes of sources in the order in which they count: "no abierta" is not open. */
const STATUS_WORDS: readonly (readonly [ToldStatus, RegExp])[] = [
  [
    'cancelled',
    /\b(cancel\w*|anul\w*|annul\w*|revoc\w*|revog\w*|revoked|suspen[ds]\w*|sospes\w*|paused|withdrawn|retirada|retired|abgesagt|zuruckgezogen|ausgesetzt|dejada? sin efecto|sin efecto)\b/,
  ],
  [
    'open',
    /\b((cierra|por|proxim[ao] a) (pronto|cerrar)|closing soon|closes? soon|re-?abiert[ao]|re-?opened|reaberta|prorrogad[ao]|prolong\w*|extended)\b/,
  ],
  [
    'upcoming',
    /\b(forthcoming|upcoming|forecast\w*|planned|not yet open|opening soon|opens soon|coming soon|proximamente|proxim[ao]s?( a| en)? (abrir\w*|apertura)|proxima|previst[ao]|planificad[ao]|por abrir|aun no abiert[ao]|em breve|brevemente|prevu[e]?|a venir|prochainement|in arrivo|di prossima apertura|properament|prevista|demnachst|geplant|31094501)\b/,
  ],
  ['not_open', /\b(no (esta )?abiert[ao]|not open)\b|^(false|no)$/],
  [
    'closed',
    /\b(no (esta )?vigente|closed|cerrad[ao]|clausurad[ao]|finalizad[ao]|terminad[ao]|concluid[ao]|vencid[ao]|caducad[ao]|expired|ended|archived|archivad[ao]|resuelt[ao]|adjudicad[ao]|awarded|desiert[ao]|fallad[ao]|encerrad[ao]|fechad[ao]|cloture\w*|clos|close|ferme[e]?|terminee?|chius[ao]|scadut[ao]|tancad[ao]|tancat|finalitzad[ao]|geschlossen|beendet|abgelaufen|31094503)\b/,
  ],
  [
    'open',
    /\b(open|abiert[ao]|vigente|activ[ao]|active|en plazo|en curso|recibiendo|publicad[ao]|posted|published|disponible|abert[ao]|ouverte?|en cours|apert[ao]|in corso|obert[ao]|offen|laufend|31094502)\b|^(true|si|yes)$/,
  ],
];

/** What the status of a source means, in its own language or code; null when nobody taught it. */
export function standingOfWords(words: string): ToldStatus | null {
  const folded = fold(words).replaceAll('_', ' ');
  return STATUS_WORDS.find(([, pattern]) => pattern.test(folded))?.[0] ?? null;
}

/** The value of a field in a reading. */
export function valueIn(readings: readonly ReadValue[], field: ReadValue['field']): unknown {
  return readings.find((reading) => reading.field === field)?.value;
}

/**
 * How a call stands at an instant. A cancellation counts by the source's words alone and so does an early close;
 * otherwise the dates decide, and the words only where there is no date: what a source typed by hand goes stale.
 */
export function standingOf(
  readings: readonly ReadValue[],
  now: Date,
  zone: string,
): Exclude<Standing, 'withdrawn'> {
  const told = standingOfWords(textOf(valueIn(readings, 'sourceStatus')) ?? '');
  if (told === 'cancelled') return 'cancelled';
  const close = closeOf(readings, zone);
  if (told === 'closed' || (close && close <= now)) return 'closed';
  const opensOn = textOf(valueIn(readings, 'opensOn'));
  if (opensOn && /^\d{4}-\d{2}-\d{2}$/.test(opensOn)) {
    if (opensOn > localDate(now, zone)) return 'upcoming';
    return told === 'not_open' ? 'closed' : 'open';
  }
  // It is not open and its close is not past: what is left is that it opens some day.
  return told === 'not_open' ? 'upcoming' : (told ?? 'open');
}

/** The instant after which nothing can be handed in: the exact close, or the last cut-off; null without one. */
export function closeOf(readings: readonly ReadValue[], zone: string): Date | null {
  const deadline = deadlineOf(valueIn(readings, 'deadline'));
  if (deadline?.kind === 'exact') return instantOfLocal(deadline.local, deadline.zone, zone);
  if (deadline?.kind !== 'cut_offs') return null;
  const cutOffs = otherDatesOf(valueIn(readings, 'otherDeadlines'))
    .filter(({ role }) => role === 'cut_off')
    .map((date) => instantOfLocal(date.local, date.zone, zone)?.getTime())
    .filter((time) => time !== undefined);
  return cutOffs.length > 0 ? new Date(Math.max(...cutOffs)) : null;
}
