import { renderMailHtml, renderMailText } from '@chasqui/mail';
import { describe, expect, it } from '@jest/globals';
import { digestMail } from './digest.mail.js';
import {
  aCall,
  aChange,
  BROUGHT_FORWARD,
  cardsOf,
  changed,
  deadline,
  found,
  matched,
  PERSONAL,
  READER,
  SITE,
  stepDue,
} from './mails.fixture.js';
import type { Told } from './told.js';

const digest = (...tolds: Told[]) => digestMail(tolds, READER, PERSONAL);
const many = (count: number) => Array.from({ length: count }, () => found());
const titled = (title: string) => aCall({ title });

describe('the subject of a digest', () => {
  it.each<[string, () => Told[], string]>([
    ['new calls', () => many(3), '3 convocatorias nuevas'],
    ['one of each', () => [found(), deadline()], '1 convocatoria nueva y 1 plazo'],
    [
      'all that can wait',
      () => [...many(12), deadline(), deadline(), stepDue(), changed()],
      '12 convocatorias nuevas, 2 plazos, 1 paso y 1 cambio',
    ],
    [
      'something urgent',
      () => [...many(12), changed(titled('Fondo de riego'), [BROUGHT_FORWARD])],
      'Urgente: se adelantó el plazo — Fondo de riego; además, 12 convocatorias nuevas',
    ],
    [
      'a cancellation alone with another',
      () => [
        changed(titled('Uno'), [aChange({ kind: 'cancelled', severity: 'immediate' })]),
        changed(titled('Dos'), [BROUGHT_FORWARD]),
      ],
      'Urgente: 2 cambios',
    ],
  ])('counts %s', (_name, tolds, subject) => {
    expect(digest(...tolds()).subject).toBe(subject);
  });

  it('counts all there is, also what does not fit', () => {
    expect(digest(...many(345)).subject).toBe('345 convocatorias nuevas');
  });
});

describe('the order of a digest', () => {
  it('is what is urgent, reminders by date, changes, new calls by fit and close', () => {
    const soon = (day: string) => ({ at: new Date(`2026-11-${day}T12:00:00Z`) });
    const content = digest(
      matched(titled('Encaja poco'), 51),
      found(aCall({ title: 'Cierra tarde', closesAt: new Date('2027-05-01T00:00:00Z') })),
      found(titled('Cierra antes')),
      matched(titled('Encaja bien'), 93),
      changed(titled('Otro monto')),
      deadline(titled('En nueve días'), soon('12')),
      deadline(titled('En dos días'), soon('05')),
      changed(titled('Adelantada'), [BROUGHT_FORWARD]),
    );

    expect(cardsOf(content)).toEqual({
      'Urgente (1)': ['Adelantada'],
      'Plazos y pasos que se acercan (2)': ['En dos días', 'En nueve días'],
      'Cambios (1)': ['Otro monto'],
      'Convocatorias nuevas (4)': ['Encaja bien', 'Encaja poco', 'Cierra antes', 'Cierra tarde'],
    });
  });

  it('has every call once, with all that is said of it, where it is most pressing', () => {
    const call = titled('Fondo de riego');
    const content = digest(found(call), deadline(call), stepDue(call), changed(call, [BROUGHT_FORWARD]));

    expect(cardsOf(content)).toEqual({ 'Urgente (1)': ['Fondo de riego'] });
    const text = renderMailText(content);
    expect(text).toContain('[Urgente, Nueva] Fondo de riego');
    expect(text).toContain('El plazo se adelanta');
    expect(text).toContain('Paso 2 del GAD Provincial de Esmeraldas, faltan 3 días');
    expect(text.match(/Cierre:/g)).toHaveLength(1);
    expect(content.subject).toContain('1 convocatoria nueva, 1 plazo y 1 paso');
  });
});

describe('a digest', () => {
  it('names the alerts that brought a call, each once', () => {
    const text = renderMailText(digest(matched(aCall(), 70, ['su búsqueda «Riego»']), found()));

    expect(text).toContain('lo que coincide con el GAD Provincial de Esmeraldas; su búsqueda «Riego»');
    expect(text).toContain(
      'porque pidió avisos de lo que coincide con el GAD Provincial de Esmeraldas y su búsqueda «Riego».',
    );
  });

  it('gives closes in the hour of the reader, named, and in their own', () => {
    const tolds = [found(), found()];
    const reader = { ...READER, zone: 'Pacific/Galapagos' };
    const text = renderMailText(digestMail(tolds, reader, PERSONAL));

    expect(text).toContain('viernes 15 de enero de 2027, 10:00 (hora de Galápagos). Faltan 73 días.');
    expect(text).toContain('Hora original: viernes 15 de enero de 2027, 17:00 (hora de Madrid');
  });

  it('marks loans and calls of the demo', () => {
    const text = renderMailText(digest(found(aCall({ financialForm: 'loan', isDemo: true })), found()));

    expect(text).toContain('[Crédito, Demostración]');
    expect(text).toContain('ATENCIÓN: Es dinero reembolsable');
  });

  it.each([
    [20, 20, 0, []],
    [21, 20, 1, []],
    [100, 20, 80, []],
    [120, 20, 80, ['Quedan 20 que no caben en este correo.']],
    [345, 20, 80, ['Quedan 245 que no caben en este correo.']],
  ])('of %i calls has %i in full, %i as titles and counts the rest', (total, cards, titles, left) => {
    const content = digest(...many(total));
    const shown = content.blocks.flatMap((block) => (block.kind === 'cards' ? block.items : []));
    const links = content.blocks.flatMap((block) => (block.kind === 'links' ? block.items : []));

    expect([shown.length, links.length]).toEqual([cards, titles]);
    expect(renderMailText(content).match(/Quedan .*/g) ?? []).toEqual(left);
  });

  it('leads to the page that has all that does not fit', () => {
    expect(renderMailText(digest(...many(120)))).toContain(`Ver todas las de este correo: ${SITE}/por-que/w`);
  });

  it.each([
    [10, 60_000],
    // Gmail cuts what is longer than this.
    [500, 100_000],
  ])('of %i calls with long words stays below %i bytes', (count, limit) => {
    const tolds = Array.from({ length: count }, (_, index) =>
      matched(
        aCall({
          title: `${'Fortalecimiento de la gestión integral de cuencas hídricas '.repeat(5)}${index}`,
          deadlineZoneAssumed: true,
          financialForm: 'loan',
        }),
        60,
        [1, 2, 3, 4, 5].map((search) => `su búsqueda «Palabras que alguien escribió ${search}»`),
      ),
    );
    const html = renderMailHtml(digest(...tolds));

    expect(Buffer.byteLength(html)).toBeLessThan(limit);
  });
});
