import { formatShortDate, zoneLabel } from '@chasqui/kernel';
import type { MailBlock, MailCard, MailContent, PersonalValues } from '@chasqui/mail';
import { type BulletinPart, CLOSING_DAYS } from '../compose/bulletin-facts.query.js';
import { shortTitle } from './call-parts.js';
import { counted, footerOf, greeting } from './footer.js';
import type { BulletinCall, BulletinTold, Reader } from './told.js';

const MONTHS =
  'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre'.split(' ');

/** What the month that ended brought and what closes next. */
export function bulletinMail(told: BulletinTold, reader: Reader, personal: PersonalValues): MailContent {
  const { fresh, closing, changed } = told;
  const counts = [
    counted(fresh.total, 'convocatoria nueva', 'convocatorias nuevas'),
    `${closing.total} por cerrar`,
    counted(changed.total, 'con cambios', 'con cambios'),
  ];
  return {
    subject: `Boletín de ${monthName(told.month)}: ${counts.join(', ')}`,
    preview: scopeText(told),
    greeting: greeting(personal),
    blocks: bulletinBlocks(told, reader),
    footer: footerOf('pidió el boletín mensual', personal),
  };
}

/** The parts of the bulletin, which a digest may hold too. */
export function bulletinBlocks(told: BulletinTold, reader: Reader): MailBlock[] {
  const { fresh, closing, changed, listUrl } = told;
  const ended = monthName(told.month);
  return [
    { kind: 'paragraph', text: scopeText(told) },
    ...section(`Nuevas en ${ended} que siguen abiertas`, fresh, reader),
    ...section(`Cierran en los próximos ${CLOSING_DAYS} días`, closing, reader),
    ...section(`Cambiaron en ${ended}`, changed, reader),
    { kind: 'button', label: 'Ver todas las convocatorias', url: listUrl },
  ];
}

function scopeText({ gadNames, month }: BulletinTold): string {
  const lead = `Lo que hubo en ${monthName(month)} y lo que viene`;
  return gadNames.length > 0
    ? `${lead}: lo que coincide con el ${gadNames.join(' y el ')}, lo que trajeron sus alertas y lo que usted sigue.`
    : `${lead}, en todo el catálogo.`;
}

function section(title: string, { total, items }: BulletinPart<BulletinCall>, reader: Reader): MailBlock[] {
  const rest = total - items.length;
  return [
    { kind: 'heading', text: `${title} (${total})` },
    items.length > 0
      ? { kind: 'cards', items: items.map((item) => cardOf(item, reader)) }
      : { kind: 'paragraph', text: 'Ninguna.' },
    ...(rest > 0 ? [{ kind: 'paragraph', text: `Y ${rest} más en la lista completa.` } as const] : []),
  ];
}

function cardOf(call: BulletinCall, { zone }: Reader): MailCard {
  const badges = [...(call.isLoan ? ['Crédito'] : []), ...(call.isDemo ? ['Demostración'] : [])];
  return {
    title: shortTitle(call.title),
    url: call.url,
    language: call.language,
    ...(badges.length > 0 && { badges }),
    lines: [
      ...call.texts,
      call.closesAt
        ? `Cierra el ${formatShortDate(call.closesAt, zone)} (${zoneLabel(zone)})`
        : 'Sin fecha de cierre',
      call.donorName,
    ],
  };
}

/** "octubre de 2026" of "2026-10". */
export function monthName(month: string): string {
  return `${MONTHS[Number(month.slice(5, 7)) - 1] ?? month} de ${month.slice(0, 4)}`;
}
