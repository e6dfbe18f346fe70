import type { DeadlineReading, FieldReading } from '@chasqui/extraction';
import { shortZoneLabel } from '@chasqui/intake';
import { formatAmount, formatDateTime, formatShortDate, instantOf } from '@chasqui/kernel';
import { DEADLINE_ROLE_LABELS, LANGUAGE_LABELS } from '@chasqui/vocabularies';

const DEADLINE_KINDS: Readonly<Record<Exclude<DeadlineReading['kind'], 'exact'>, string>> = {
  relative: 'Contado desde otra fecha',
  rolling: 'Recepción continua',
  cut_offs: 'Varios cortes',
  recurring: 'Se repite cada cierto tiempo',
  permanent: 'Sin fecha de cierre',
  unpublished: 'Fecha sin publicar',
};

/** The value that was read, as people read it. */
export function readingText({ field, value }: Pick<FieldReading, 'field' | 'value'>): string {
  switch (field) {
    case 'deadline':
      return deadlineText(value as DeadlineReading);
    case 'opensOn':
      return formatShortDate(String(value));
    case 'otherDeadlines':
      return entries(value)
        .map((each) => `${roleText(each['role'])}: ${localText(each['local'] ?? each['text'] ?? '')}`)
        .join('; ');
    case 'amountMin':
    case 'amountMax':
    case 'totalBudget':
      return formatAmount(String(value), null);
    case 'cofinancingPercent':
      return `${String(value).replace('.', ',')} %`;
    case 'language':
      return LANGUAGE_LABELS[String(value)] ?? String(value);
    case 'documents':
      return entries(value)
        .map((each) => String(each['title']))
        .join('; ');
    default:
      return Array.isArray(value) ? value.join('; ') : String(value);
  }
}

function deadlineText({ kind, local, zone, text }: DeadlineReading): string {
  if (kind !== 'exact') return `${DEADLINE_KINDS[kind]}${text ? ` («${text}»)` : ''}`;
  return `${localText(local ?? '')}${zone ? `, ${shortZoneLabel(zone)}` : ''}`;
}

function localText(local: string): string {
  const instant = instantOf(local, 'UTC');
  return instant ? formatDateTime(instant, 'UTC') : local;
}

function roleText(role: unknown): string {
  return (DEADLINE_ROLE_LABELS as Readonly<Record<string, string>>)[String(role)] ?? 'Otra fecha';
}

function entries(value: unknown): Partial<Record<string, string>>[] {
  return Array.isArray(value) ? (value as Partial<Record<string, string>>[]) : [];
}
