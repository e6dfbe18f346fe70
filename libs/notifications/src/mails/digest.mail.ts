import type { MailBlock, MailContent, PersonalValues } from '@chasqui/mail';
import { bulletinBlocks, monthName } from './bulletin.mail.js';
import { changeSubject } from './call-change.mail.js';
import { type DigestEntry, DIGEST_SECTIONS, type DigestSection, digestEntries } from './digest-entries.js';
import { askedFor, counted, enumerated, footerOf, greeting } from './footer.js';
import type { AddressTold, BulletinTold, CallTold, ChangeTold, Reader, Told } from './told.js';

/** Calls with all that is said of them, then those of which only the title is; beyond them they are counted. */
const IN_FULL = 20;
const AS_TITLES = 80;

const SECTION_TITLES: Readonly<Record<DigestSection, string>> = {
  urgent: 'Urgente',
  reminders: 'Plazos y pasos que se acercan',
  changes: 'Cambios',
  new: 'Convocatorias nuevas',
};

/** Everything that a person is told at once: each call once, nothing left out without being counted. */
export function digestMail(tolds: readonly Told[], reader: Reader, personal: PersonalValues): MailContent {
  const sorted = sort(tolds);
  const entries = digestEntries(sorted.calls, reader);
  return {
    subject: digestSubject(sorted),
    preview: entries
      .slice(0, 3)
      .map(({ short }) => short)
      .join(' · '),
    greeting: greeting(personal),
    blocks: [
      ...DIGEST_SECTIONS.flatMap((section) => sectionBlocks(section, entries)),
      ...restBlocks(entries.slice(IN_FULL), personal),
      ...addressBlocks(sorted.addresses),
      ...sorted.bulletins.flatMap((told): MailBlock[] => [
        { kind: 'heading', text: `Boletín de ${monthName(told.month)}` },
        ...bulletinBlocks(told, reader),
      ]),
    ],
    footer: footerOf(whyText(sorted), personal),
  };
}

interface Sorted {
  readonly calls: readonly CallTold[];
  readonly bulletins: readonly BulletinTold[];
  readonly addresses: readonly AddressTold[];
}

function sort(tolds: readonly Told[]): Sorted {
  return {
    calls: tolds.filter((told) => told.kind !== 'bulletin' && told.kind !== 'address_problem'),
    bulletins: tolds.filter((told) => told.kind === 'bulletin'),
    addresses: tolds.filter((told) => told.kind === 'address_problem'),
  };
}

/** "12 convocatorias nuevas y 2 plazos", with what is urgent before it; the numbers are of all there is. */
export function digestSubject({ calls, bulletins, addresses }: Sorted): string {
  const urgent = calls.filter((told): told is ChangeTold => told.kind === 'call_change' && told.urgent);
  const count = (kind: CallTold['kind']): number => calls.filter((told) => told.kind === kind).length;
  const parts = (
    [
      [count('new_call'), 'convocatoria nueva', 'convocatorias nuevas'],
      [count('deadline'), 'plazo', 'plazos'],
      [count('step_due'), 'paso', 'pasos'],
      [count('review'), 'convocatoria por revisar', 'convocatorias por revisar'],
      [count('call_change') - urgent.length, 'cambio', 'cambios'],
      [addresses.length, 'correo que no llega', 'correos que no llegan'],
    ] as const
  ).flatMap(([number, one, many]) => (number > 0 ? [counted(number, one, many)] : []));
  const all = enumerated([...parts, ...bulletins.map(({ month }) => `boletín de ${monthName(month)}`)]);
  if (urgent.length === 0) return `${all.charAt(0).toUpperCase()}${all.slice(1)}`;
  const first = urgent.length === 1 ? changeSubject(urgent[0]!) : `Urgente: ${urgent.length} cambios`;
  return all ? `${first}; además, ${all}` : first;
}

function sectionBlocks(section: DigestSection, entries: readonly DigestEntry[]): MailBlock[] {
  const total = entries.filter((entry) => entry.section === section).length;
  const shown = entries.slice(0, IN_FULL).filter((entry) => entry.section === section);
  if (shown.length === 0) return [];
  return [
    { kind: 'heading', text: `${SECTION_TITLES[section]} (${total})` },
    { kind: 'cards', items: shown.map(({ card }) => card) },
  ];
}

function restBlocks(rest: readonly DigestEntry[], personal: PersonalValues): MailBlock[] {
  if (rest.length === 0) return [];
  const titles = rest.slice(0, AS_TITLES);
  const left = rest.length - titles.length;
  return [
    { kind: 'heading', text: `Y ${rest.length} más` },
    { kind: 'links', items: titles.map(({ card, short }) => ({ label: short, url: card.url })) },
    ...(left > 0
      ? [
          { kind: 'paragraph', text: `Quedan ${left} que no caben en este correo.` } as const,
          { kind: 'button', label: 'Ver todas las de este correo', url: personal.whyUrl } as const,
        ]
      : []),
  ];
}

function addressBlocks(addresses: readonly AddressTold[]): MailBlock[] {
  if (addresses.length === 0) return [];
  return [
    { kind: 'heading', text: 'Correos que no llegan' },
    {
      kind: 'list',
      items: addresses.map(({ name, address, detail }) => `${name} (${address}): ${detail}`),
    },
    {
      kind: 'paragraph',
      text: 'Avise a esas personas por otro medio y revise con ellas si su dirección está bien escrita.',
    },
  ];
}

function whyText({ calls, bulletins, addresses }: Sorted): string {
  const alerts = calls.flatMap((told) => (told.kind === 'new_call' ? told.reasons : []));
  const others = calls.filter(({ kind }) => kind !== 'new_call');
  return [
    ...(alerts.length > 0 ? [askedFor([...new Set(alerts)])] : []),
    ...(others.length > 0 ? ['sigue algunas de estas convocatorias o ya le avisamos de ellas'] : []),
    ...(bulletins.length > 0 ? ['pidió el boletín mensual'] : []),
    ...(addresses.length > 0 ? ['comparte el trabajo con personas cuyos correos no llegan'] : []),
  ].join(', y ');
}
