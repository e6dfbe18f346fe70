import { renderMailText } from '@chasqui/mail';
import { describe, expect, it } from '@jest/globals';
import { callFoundMail } from './call-found.mail.js';
import { deadlineMail } from './deadline.mail.js';
import { stepsNow } from './due-steps.js';
import { aCall, deadline, found, PERSONAL, READER, stepDue } from './mails.fixture.js';
import { reviewMail } from './review.mail.js';
import { samplePlan } from './sample-data.js';
import { stepDueMail } from './step-due.mail.js';

const CALL = aCall({ title: 'Fondo de riego' });
const at = (instant: string) => ({ now: new Date(instant), zone: READER.zone });

describe('the reminder of a date', () => {
  it.each([
    ['2026-11-03T12:00:00Z', 'Faltan 73 días: cierre el 15 ene 2027 — Fondo de riego'],
    ['2027-01-14T12:00:00Z', 'Falta 1 día: cierre el 15 ene 2027 — Fondo de riego'],
    ['2027-01-15T12:00:00Z', 'Cierra hoy — Fondo de riego'],
  ])('on %s has the subject "%s"', (instant, subject) => {
    expect(deadlineMail(deadline(CALL), at(instant), PERSONAL).subject).toBe(subject);
  });

  it('says which date it is, when it is in both zones, and the close as well', () => {
    const told = deadline(CALL, {
      role: 'expression_of_interest',
      at: new Date('2026-11-10T22:00:00Z'),
      zone: 'America/La_Paz',
    });
    const mail = deadlineMail(told, READER, PERSONAL);
    const text = renderMailText(mail);

    expect(mail.subject).toBe('Faltan 7 días: expresión de interés el 10 nov 2026 — Fondo de riego');
    expect(text).toContain('Expresión de interés: martes 10 de noviembre de 2026, 17:00 (hora de Ecuador)');
    expect(text).toContain('Hora original: martes 10 de noviembre de 2026, 18:00 (hora de La Paz');
    expect(text).toContain('Cierre: viernes 15 de enero de 2027, 11:00 (hora de Ecuador)');
  });

  it('names the steps that should be done by now, and the next', () => {
    // Followed with time enough: the steps keep their usual distance from the close.
    const since = new Date('2026-10-01T12:00:00Z');
    const steps = stepsNow(samplePlan(), CALL.closesAt, since, 'GAD de Ejemplo', at('2026-11-28T12:00:00Z'));
    const text = renderMailText(deadlineMail({ ...deadline(CALL), steps }, READER, PERSONAL));

    expect(text).toContain('PASOS QUE EL GAD DE EJEMPLO DEBERÍA TENER TERMINADOS');
    expect(text).toContain('- Contar con aval institucional (hasta el 21 nov 2026)');
    expect(text).not.toContain('- Conocer la oferta');
    expect(text).toContain('Sigue: Conocer la oferta de iniciativas disponibles y encontrar la adecuada');
  });

  it('has no steps for a call without a close', () => {
    expect(stepsNow(samplePlan(), null, READER.now, 'GAD', READER)).toBeNull();
  });
});

describe('the other reminders', () => {
  it('a call without a date is to be looked up in its source', () => {
    const call = aCall({
      title: 'Fondo permanente',
      deadlineKind: 'permanent',
      deadlineLocal: null,
      deadlineText: null,
      closesAt: null,
      verifiedOn: '2026-08-20',
    });
    const mail = reviewMail({ ...found(call), kind: 'review' }, READER, PERSONAL);

    expect(mail.subject).toBe('Revise si sigue abierta — Fondo permanente');
    const text = renderMailText(mail);
    expect(text).toContain('Cierre: Abierta de forma permanente, sin fecha de cierre');
    expect(text).toContain('Comparada con su fuente: 20 ago 2026');
    expect(text).toContain('Fuente original: https://cooperante.example/');
  });

  it.each([
    ['2026-11-06', 'Paso 2, faltan 3 días: Contar con aval institucional — Fondo de riego'],
    ['2026-11-03', 'Paso 2, hoy: Contar con aval institucional — Fondo de riego'],
    ['2026-11-01', 'Paso 2, debió terminar el 1 nov 2026: Contar con aval institucional — Fondo de riego'],
  ])('a step that should be finished by %s: "%s"', (finishBy, subject) => {
    expect(stepDueMail(stepDue(CALL, finishBy), READER, PERSONAL).subject).toBe(subject);
  });
});

describe('a new call that a search found', () => {
  it('names the search and leads to all that it finds', () => {
    const text = renderMailText(callFoundMail(found(CALL, 'Riego'), READER, PERSONAL));

    expect(text).toContain('Su búsqueda guardada «Riego» encontró una convocatoria nueva.');
    expect(text).toContain('Todo lo que encuentra «Riego»: https://chasqui.example.gob.ec/buscar?q=Riego');
  });

  it('names every search that found it, in one mail', () => {
    const mail = callFoundMail(found(CALL, 'Riego', 'Agua'), READER, PERSONAL);

    expect(mail.preview).toContain('La encontraron sus búsquedas «Riego» y «Agua».');
    expect(mail.footer[0]!.text).toBe(
      'Recibe este correo porque pidió avisos de su búsqueda «Riego» y su búsqueda «Agua».',
    );
  });

  it('keeps what looks like a piece of a program as it was written', () => {
    const call = aCall({ title: '{{unsubscribe}} ${name} <%= x %> %%user%% $& \\1' });
    const mail = callFoundMail(found(call), READER, PERSONAL);

    expect(mail.subject).toContain('{{unsubscribe}} ${name} <%= x %> %%user%% $& \\1');
    expect(renderMailText(mail)).toContain('{{UNSUBSCRIBE}} ${NAME} <%= X %> %%USER%% $& \\1');
  });

  it('has a subject of one line, however the source wrote the title', () => {
    const call = aCall({ title: `Fondo\r\nBcc: todos@example.org\n${'palabra '.repeat(60)}` });
    const { subject } = callFoundMail(found(call), READER, PERSONAL);

    expect(subject).not.toMatch(/[\r\n]/);
    expect(subject.length).toBeLessThan(200);
    expect(subject).toMatch(/… — cierra el 15 ene 2027$/);
  });
});
