import { fold } from '@chasqui/kernel';

/** A name as it is compared: lower case, without accents and signs, single spaces. */
export function plainName(text: string): string {
  return fold(text)
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
