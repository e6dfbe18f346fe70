import type { AddressTrouble, MailState, TroubleWay } from '@chasqui/delivery';

export const MAIL_STATE_LABELS: Readonly<Record<MailState, string>> = {
  pending: 'Por salir',
  sending: 'Saliendo',
  unknown: 'Sin confirmar',
  sent: 'Enviado',
  failed: 'No se pudo enviar',
  suppressed: 'Detenido por la dirección',
  cancelled: 'Cancelado',
};

export const MAIL_STATE_HELP: Readonly<Record<MailState, string>> = {
  pending: 'Espera su turno o el siguiente intento.',
  sending: 'Se está entregando en este momento.',
  unknown: 'Se entregó y no hubo respuesta: puede que haya llegado. Los programas reconocen que es el mismo.',
  sent: 'El servidor de correo lo recibió.',
  failed: 'Se rechazó para siempre o se acabaron los intentos.',
  suppressed: 'La dirección está en la lista de las que no reciben correos.',
  cancelled: 'Nada de lo que iba a decir seguía siendo cierto.',
};

/** Tone of a state on the page; words say the same. */
export const MAIL_STATE_TONES: Readonly<Record<MailState, 'sent' | 'waiting' | 'trouble' | 'off'>> = {
  pending: 'waiting',
  sending: 'waiting',
  unknown: 'waiting',
  sent: 'sent',
  failed: 'trouble',
  suppressed: 'trouble',
  cancelled: 'off',
};

export const TROUBLE_LABELS: Readonly<Record<AddressTrouble, string>> = {
  permanent: 'La dirección no sirve',
  transient: 'No se pudo esta vez',
  complaint: 'La persona se quejó',
};

export const WAY_LABELS: Readonly<Record<TroubleWay, string>> = {
  smtp: 'al entregarlo',
  report_mail: 'en un correo de devolución',
  webhook: 'por el servicio de correo',
};

export const SUPPRESSION_LABELS = {
  bounce: 'La dirección no sirve',
  complaint: 'Queja: se marcó como no deseado',
  manual: 'Puesta a mano',
} as const;

/** Enhanced codes (RFC 3463), which say more than the three digits before them. */
const ENHANCED: readonly (readonly [code: RegExp, text: string])[] = [
  [/^5\.1\.[78]$/, 'El servidor no acepta nuestra dirección de remitente.'],
  [/^5\.(1\.2|4\.4|4\.310)$/, 'El dominio de la dirección no existe o no recibe correo.'],
  [/^5\.(1\.\d+|4\.1)$/, 'El servidor de destino dice que esa dirección no existe.'],
  [/^5\.2\.1$/, 'El buzón está desactivado.'],
  [/^[45]\.2\.2$/, 'El buzón está lleno.'],
  [/^5\.(2\.3|3\.4)$/, 'El servidor de destino no acepta un correo de ese tamaño.'],
  [/^5\.7\.\d+$/, 'El servidor de destino lo rechazó por sus filtros o sus normas.'],
  [/^4\.(3\.2|4\.5)$/, 'El servidor de destino pide menos correos por ahora.'],
  [/^4\.7\.\d+$/, 'El servidor de destino pide que se intente más tarde, por sus filtros.'],
  [/^4\.4\.\d+$/, 'No se pudo hablar con el servidor de destino.'],
];
const BASIC: readonly (readonly [code: RegExp, text: string])[] = [
  [/^[45]52$/, 'El buzón está lleno.'],
  [/^421$/, 'El servidor de destino pide menos correos por ahora.'],
  [/^4\d\d$/, 'El servidor de destino no lo recibió esta vez.'],
  [/^55[13]$/, 'El servidor de destino dice que esa dirección no existe.'],
  [/^550$/, 'El servidor de destino rechazó la dirección o el correo.'],
  [/^5\d\d$/, 'El servidor de destino lo rechazó.'],
];

/** The server's last reply, "550 5.1.1", in plain words; null when it gave no code: its reason is Spanish then. */
export function replyInWords(lastCode: string | null): string | null {
  const [basic = '', enhanced = ''] = (lastCode ?? '').split(' ');
  if (/^53[0458]$/.test(basic)) return 'Nuestro servidor de correo no aceptó el usuario o la clave.';
  const meaning = ENHANCED.find(([code]) => code.test(enhanced)) ?? BASIC.find(([code]) => code.test(basic));
  return meaning?.[1] ?? null;
}
