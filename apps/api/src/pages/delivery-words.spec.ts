import { expect, it } from '@jest/globals';
import { replyInWords } from './delivery-words.js';

it.each([
  ['550 5.1.1', 'esa dirección no existe'],
  ['550 5.1.10', 'esa dirección no existe'],
  ['550 5.1.2', 'dominio'],
  ['550 5.2.1', 'desactivado'],
  ['452 4.2.2', 'lleno'],
  ['552 5.3.4', 'tamaño'],
  ['552', 'lleno'],
  ['535 5.7.8', 'la clave'],
  ['550 5.1.8', 'remitente'],
  ['554 5.7.1', 'filtros o sus normas'],
  ['450 4.7.1', 'más tarde'],
  ['421', 'menos correos'],
  ['451 4.4.1', 'hablar con el servidor'],
  ['450 4.2.1', 'esta vez'],
  ['550', 'la dirección o el correo'],
  ['554', 'lo rechazó'],
])('%s in plain words', (code, part) => {
  expect(replyInWords(code)).toContain(part);
});

it.each([null, '', '250'])('%s needs no words', (code) => {
  expect(replyInWords(code)).toBeNull();
});
