import { describe, expect, it } from '@jest/globals';
import type { MailState } from '@chasqui/delivery';
import { noticeStanding, stepText } from './notice-words.js';

const NOW = new Date('2026-11-20T15:00:00Z');
const ZONE = 'America/Guayaquil';
const notice = {
  state: 'mailed' as const,
  obstacle: null,
  dueAt: NOW,
  mailState: null as MailState | null,
  mailError: null,
  sentAt: null,
};

describe('how a notice stands', () => {
  it('is told by its mail when it has one, else by itself', () => {
    const later = { ...notice, state: 'pending' as const, dueAt: new Date('2026-11-23T12:00:00Z') };
    expect(noticeStanding(later, NOW, ZONE).text).toBe('Espera: sale el lunes 23 de noviembre a las 07:00.');
    const sent = { ...notice, mailState: 'sent' as const, sentAt: new Date('2026-11-20T12:00:00Z') };
    expect(noticeStanding(sent, NOW, ZONE)).toEqual({ tone: 'sent', text: 'Enviado hoy a las 07:00.' });
  });

  it('says why it was cancelled, as part of a sentence', () => {
    const off = { ...notice, state: 'cancelled' as const, obstacle: 'La convocatoria ya cerró.' };
    expect(noticeStanding(off, NOW, ZONE).text).toBe('Cancelado: la convocatoria ya cerró.');
    const empty = { ...notice, mailState: 'cancelled' as const, mailError: null };
    expect(noticeStanding(empty, NOW, ZONE).text).toBe('Cancelado.');
  });

  it.each<[MailState, string]>([
    ['pending', 'waiting'],
    ['sending', 'waiting'],
    ['unknown', 'waiting'],
    ['sent', 'sent'],
    ['failed', 'trouble'],
    ['suppressed', 'trouble'],
    ['cancelled', 'off'],
  ])('a mail that is %s is %s', (mailState, tone) => {
    expect(noticeStanding({ ...notice, mailState }, NOW, ZONE).tone).toBe(tone);
  });
});

describe('the step of a notice', () => {
  it('names the date that it counts to', () => {
    const facts = { kind: 'deadline', role: 'cut_off', place: 1, at: '2026-08-31T22:00:00Z' } as const;
    expect(stepText({ kind: 'deadline', step: '7', facts })).toBe('7 días antes: corte, 31 ago 2026');
    expect(stepText({ kind: 'deadline', step: '1', facts: null })).toBe('1 día antes');
    expect(stepText({ kind: 'new_call', step: null, facts: null })).toBeNull();
  });
});
