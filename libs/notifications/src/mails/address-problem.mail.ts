import type { MailContent, PersonalValues } from '@chasqui/mail';
import { footerOf, greeting } from './footer.js';
import type { AddressTold } from './told.js';

/** Tells the colleagues of somebody whose mails come back. */
export function addressProblemMail(told: AddressTold, personal: PersonalValues): MailContent {
  const { name, address, detail, gadName } = told;
  return {
    subject: `Los correos a ${address} no llegan`,
    preview: `${name} ya no recibe avisos${gadName ? ` del ${gadName}` : ''}.`,
    greeting: greeting(personal),
    blocks: [
      {
        kind: 'paragraph',
        text:
          `Los avisos para ${name}${gadName ? `, del ${gadName},` : ''} no llegan: el servidor de correo los ` +
          'devuelve. Dejamos de escribir a esa dirección para no insistir en vano.',
      },
      {
        kind: 'facts',
        rows: [
          { label: 'Dirección', value: address },
          { label: 'Lo que dijo el servidor', value: detail },
        ],
      },
      { kind: 'heading', text: 'Qué puede hacer' },
      {
        kind: 'list',
        items: [
          'Avísele por otro medio: puede estar perdiendo convocatorias y plazos.',
          'Revise con la persona si la dirección está bien escrita y si su buzón existe y tiene espacio.',
          'Si dejó el cargo, pida que sus avisos pasen a quien lo ocupa ahora.',
          'Cuando la dirección vuelva a servir, pida a quien administra Chasqui que la habilite de nuevo.',
        ],
      },
    ],
    footer: footerOf(gadName ? `trabaja para el ${gadName}` : 'administra el sistema', personal),
  };
}
