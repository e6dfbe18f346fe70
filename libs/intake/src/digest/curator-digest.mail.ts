import { formatShortDate } from '@chasqui/kernel';
import type { MailBlock, MailContent } from '@chasqui/mail';
import type { FindingKind } from '../desk/finding.entities.js';
import { cutAtWord } from '../cut-at-word.js';
import type { DigestFacts } from './digest-facts.query.js';

const DAY_MS = 86_400_000;
const LONGEST_LINE = 200;

const KIND_WORDS: Readonly<Record<FindingKind, readonly [one: string, many: string]>> = {
  new: ['convocatoria nueva', 'convocatorias nuevas'],
  change: ['convocatoria con cambios', 'convocatorias con cambios'],
  vanished: ['convocatoria que su fuente ya no publica', 'convocatorias que su fuente ya no publica'],
  sample: ['convocatoria publicada sola, por comprobar', 'convocatorias publicadas solas, por comprobar'],
};
const KINDS = Object.keys(KIND_WORDS) as FindingKind[];

export interface DigestMail {
  readonly personName: string;
  readonly facts: DigestFacts;
  readonly now: Date;
  readonly publicUrl: string;
}

/** What waits for the curators today: what is urgent first, then sources and links that need a hand. */
export function curatorDigestMail({ personName, facts, now, publicUrl }: DigestMail): MailContent {
  const { immediate, sources, linkCount } = facts;
  const waiting = facts.counts.reduce((sum, { count }) => sum + count, 0);
  const parts = [
    ...(waiting > 0 ? [counted(waiting, 'novedad', 'novedades')] : []),
    ...(sources.length > 0 ? [counted(sources.length, 'fuente con problemas', 'fuentes con problemas')] : []),
    ...(linkCount > 0 ? [counted(linkCount, 'enlace roto', 'enlaces rotos')] : []),
  ];
  const urgent = immediate.length > 0 ? 'Urgente: ' : '';
  return {
    subject: `${urgent}Curaduría — ${parts.join(', ')}`,
    preview: immediate[0] ? `Primero: ${cutAtWord(immediate[0].title, 100)}` : 'Lo que espera su decisión.',
    greeting: `Estimada/o ${personName}:`,
    blocks: [
      ...waitingBlocks(facts, now, publicUrl),
      ...sourceBlocks(facts, publicUrl),
      ...linkBlocks(facts),
    ],
    footer: [
      { text: 'Recibe este correo, uno al día como mucho, porque cura el catálogo de Chasqui.', url: null },
    ],
  };
}

function waitingBlocks({ counts, immediate }: DigestFacts, now: Date, publicUrl: string): MailBlock[] {
  if (counts.length === 0) return [];
  const items = KINDS.flatMap((kind) => {
    const own = counts.filter((count) => count.kind === kind);
    const number = own.reduce((sum, { count }) => sum + count, 0);
    if (number === 0) return [];
    const oldest = Math.min(...own.map(({ oldest: at }) => at.getTime()));
    return [`${counted(number, ...KIND_WORDS[kind])}; ${ageText(now.getTime() - oldest)}`];
  });
  return [
    ...(immediate.length > 0
      ? ([
          { kind: 'notice', text: 'Esto no puede esperar: cambia lo que los GAD tienen que hacer ya.' },
          { kind: 'list', items: immediate.map(({ title }) => cutAtWord(title, LONGEST_LINE)) },
        ] as const)
      : []),
    { kind: 'heading', text: 'Esperan su decisión' },
    { kind: 'list', items },
    { kind: 'button', label: 'Ver las novedades', url: `${publicUrl}/curaduria/novedades` },
  ];
}

function ageText(ms: number): string {
  const days = Math.floor(ms / DAY_MS);
  return days === 0
    ? 'la más antigua es de hoy'
    : `la más antigua espera desde hace ${counted(days, 'día', 'días')}`;
}

function sourceBlocks({ sources }: DigestFacts, publicUrl: string): MailBlock[] {
  if (sources.length === 0) return [];
  const items = sources.map(({ name, health, reason, since }) => {
    const state = health === 'broken' ? 'averiada' : 'sin lecturas recientes';
    const from = since ? ` desde el ${formatShortDate(since)}` : '';
    return `${name}: ${state}${from}${reason ? `. ${reason}` : ''}`;
  });
  return [
    { kind: 'heading', text: 'Fuentes con problemas' },
    { kind: 'list', items },
    { kind: 'button', label: 'Ver las fuentes', url: `${publicUrl}/curaduria/fuentes` },
  ];
}

function linkBlocks({ links, linkCount }: DigestFacts): MailBlock[] {
  if (linkCount === 0) return [];
  const more = linkCount - links.length;
  const items = links.map(({ title, url }) => `${cutAtWord(title, LONGEST_LINE)}: ${url}`);
  return [
    { kind: 'heading', text: 'Enlaces que ya no llevan a su convocatoria' },
    { kind: 'list', items: more > 0 ? [...items, `y ${more} más`] : items },
  ];
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
