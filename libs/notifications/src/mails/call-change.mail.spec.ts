import { renderMailText } from '@chasqui/mail';
import { describe, expect, it } from '@jest/globals';
import { callChangeMail } from './call-change.mail.js';
import { aCall, aChange, BROUGHT_FORWARD, changed, PERSONAL, READER } from './mails.fixture.js';
import type { ToldChange } from './told.js';

const CALL = aCall({ title: 'Fondo de riego' });
const CANCELLED = aChange({
  kind: 'cancelled',
  field: 'sourceStatus',
  severity: 'immediate',
  textEs: 'La fuente la da por cancelada: dice «Anulada»',
});
const mail = (...changes: ToldChange[]) => callChangeMail(changed(CALL, changes), READER, PERSONAL);

describe('the mail about a change', () => {
  it.each<[readonly ToldChange[], string]>([
    [[BROUGHT_FORWARD], 'Urgente: se adelantó el plazo — Fondo de riego'],
    [[aChange(), BROUGHT_FORWARD], 'Urgente: se adelantó el plazo — Fondo de riego'],
    [[{ ...BROUGHT_FORWARD, field: 'sourceStatus' }], 'Urgente: se cerró antes del plazo — Fondo de riego'],
    [[CANCELLED], 'Cancelada: Fondo de riego'],
    [[aChange()], 'Cambió el monto — Fondo de riego'],
    [[aChange({ kind: 'extended' })], 'Se prorrogó el plazo — Fondo de riego'],
    [[aChange({ kind: 'opened' })], 'Ya está abierta — Fondo de riego'],
    [[aChange(), aChange({ kind: 'eligibility' })], '2 cambios — Fondo de riego'],
  ])('says so in its subject', (changes, subject) => {
    expect(mail(...changes).subject).toBe(subject);
  });

  it('tells what is pressing first, as sentences, and how the call stands now', () => {
    const text = renderMailText(mail(aChange(), BROUGHT_FORWARD));

    expect(text).toMatch(
      /- El plazo se adelanta: .*\.\n- El monto máximo cambia: de EUR 50\.000 a EUR 80\.000\./,
    );
    expect(text).toContain('Cierre: viernes 15 de enero de 2027, 11:00 (hora de Ecuador)');
    expect(text).toContain('Fuente original: https://cooperante.example/');
  });

  it('gives no date of a call that is off', () => {
    const text = renderMailText(mail(CANCELLED));

    expect(text).toContain('Estado: Cancelada por el cooperante');
    expect(text).not.toContain('Cierre:');
  });

  it('leads to the source when the call has no page any more', () => {
    const text = renderMailText(
      callChangeMail({ ...changed(CALL, [CANCELLED]), isPublic: false }, READER, PERSONAL),
    );

    expect(text).not.toContain('/convocatorias/convocatoria');
    expect(text).toContain('Ya no está en el catálogo');
    expect(text).toContain('Fuente original:');
  });

  it('says how the person comes to hear of it', () => {
    const why = (...reasons: string[]) =>
      callChangeMail({ ...changed(CALL), reasons }, READER, PERSONAL).footer[0]!.text;

    expect(why('sigue esta convocatoria')).toBe('Recibe este correo porque sigue esta convocatoria.');
    expect(why('su búsqueda «Riego»', 'lo que coincide con el GAD')).toBe(
      'Recibe este correo porque le avisamos de esta convocatoria por su búsqueda «Riego» y lo que coincide con el GAD.',
    );
  });
});
