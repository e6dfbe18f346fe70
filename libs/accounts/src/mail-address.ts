import { invalid } from '@chasqui/kernel';

/** The characters of an ordinary address; none that a mail header or an SMTP command could mistake for its own. */
const ADDRESS =
  /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/;

/**
 * The address in lower case.
 * @throws DomainError `account.bad_email`
 */
export function readMailAddress(input: string): string {
  const address = input.trim().toLowerCase();
  if (address.length > 254 || !ADDRESS.test(address)) {
    throw invalid('account.bad_email', 'Revise el correo: debe ser como nombre@institucion.gob.ec.', [
      { field: 'email', message: 'Escriba un correo como nombre@institucion.gob.ec.' },
    ]);
  }
  return address;
}
