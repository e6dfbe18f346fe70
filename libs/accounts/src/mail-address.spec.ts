import { DomainError } from '@chasqui/kernel';
import { describe, expect, it } from '@jest/globals';
import { readMailAddress } from './mail-address.js';

describe('a mail address', () => {
  it.each([
    ['ana@azuay.gob.ec', 'ana@azuay.gob.ec'],
    ['  Ana.Perez@Azuay.GOB.ec ', 'ana.perez@azuay.gob.ec'],
    ['cooperacion+avisos@gad-canar.gob.ec', 'cooperacion+avisos@gad-canar.gob.ec'],
    ["o'brien@example.org", "o'brien@example.org"],
    [`${'a'.repeat(64)}@example.org`, `${'a'.repeat(64)}@example.org`],
  ])('%j is read as %s', (input, expected) => {
    expect(readMailAddress(input)).toBe(expected);
  });

  it.each([
    ['empty', ''],
    ['no domain', 'ana'],
    ['no name', '@example.org'],
    ['no dot in the domain', 'ana@localhost'],
    ['a line end in the middle', 'ana@example.org\r\nBcc: otra@example.org'],
    ['a line feed in the name', 'an\na@example.org'],
    ['a NUL', 'ana\u0000@example.org'],
    ['a space in the name', 'ana perez@example.org'],
    ['a space in the domain', 'ana@example .org'],
    ['angle brackets', '<ana@example.org>'],
    ['a display name', 'Ana <ana@example.org>'],
    ['quotes', '"ana"@example.org'],
    ['an SMTP parameter', 'ana@example.org> SIZE=1'],
    ['two addresses', 'ana@example.org,otra@example.org'],
    ['two at signs', 'ana@otra@example.org'],
    ['a semicolon', 'ana;otra@example.org'],
    ['a back slash', 'ana\\@example.org'],
    ['parentheses', 'ana(comentario)@example.org'],
    ['an address literal', 'ana@[127.0.0.1]'],
    ['a hyphen at the end of a label', 'ana@example-.org'],
    ['two dots in the domain', 'ana@example..org'],
    ['accents', 'áña@example.org'],
    ['an over-long name', `${'a'.repeat(65)}@example.org`],
    ['an over-long address', `ana@${'a.'.repeat(130)}org`],
  ])('with %s is refused in Spanish', (_, input) => {
    expect(() => readMailAddress(input)).toThrow(DomainError);
    expect(() => readMailAddress(input)).toThrow(
      'Revise el correo: debe ser como nombre@institucion.gob.ec.',
    );
  });

  it('that is endless is refused', () => {
    expect(() => readMailAddress(`ana@${'a-'.repeat(100_000)}`)).toThrow(DomainError);
  });
});
