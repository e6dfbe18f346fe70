import { describe, expect, it } from '@jest/globals';
import { renderMailText } from '@chasqui/mail';
import { confirmationMail } from './confirm-subscription.js';
import type { PostView } from './posts.query.js';
import { holderMail } from './tell-holder.js';

const post: PostView = {
  id: '1',
  name: 'Punto focal de Ambiente',
  department: 'Dirección de Ambiente',
  holder: { id: '2', name: 'Lía', email: 'lia@gad.example' },
  heldSince: new Date('2026-03-02T16:00:00Z'),
  subscriptionId: '3',
  active: true,
  frequency: 'daily',
  pausedUntil: null,
  themes: [],
  minScore: 50,
  includeCredit: false,
};
const facts = {
  personName: 'Lía Luna',
  gadName: 'GAD Provincial de Esmeraldas',
  links: {
    signIn: 'https://x.example/ingresar/enlace/a',
    preferences: 'https://x.example/preferencias/b',
    stop: 'https://x.example/baja/c',
  },
};

describe('the request to confirm', () => {
  it('says that nothing is sent without it, and whom to ask about the data', () => {
    const mail = confirmationMail('https://x.example/confirmar/abc', 'datos@gad.example');
    const text = renderMailText(mail);
    expect(text).toContain('https://x.example/confirmar/abc');
    expect(text).toContain('48 horas');
    expect(text).toContain('Si usted no lo pidió, no haga nada');
    expect(text).toContain('Protección de datos: datos@gad.example');
    expect(renderMailText(confirmationMail('https://x.example', undefined))).not.toContain('undefined');
  });
});

describe('the mail about posts', () => {
  it('names the posts, who gave them, and how to see and refuse them', () => {
    const mail = holderMail({ ...facts, posts: [post] });
    const text = renderMailText(mail);
    expect(mail.subject).toBe('Usted recibe ahora los avisos de «Punto focal de Ambiente»');
    expect(text).toContain('GAD Provincial de Esmeraldas');
    expect(text).toContain('Punto focal de Ambiente (Dirección de Ambiente)');
    for (const url of Object.values(facts.links)) expect(text).toContain(url);
  });

  it('tells somebody without a post what she may do from now on', () => {
    const mail = holderMail({ ...facts, posts: [] });
    expect(mail.subject).toBe('Sus avisos del GAD Provincial de Esmeraldas en Chasqui');
    expect(renderMailText(mail)).toContain('puede leer las que coinciden con su GAD');
  });
});
