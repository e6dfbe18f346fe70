import { type FieldError, invalid } from '@chasqui/kernel';
import { z } from 'zod';
import { type MatchReview, VERDICTS } from './review.entities.js';

export const MIN_REASON = 3;
export const MAX_REASON = 500;

/** A reason as forms send it: lines end with "\r\n" there. */
const reasonText = z
  .string({ message: 'Escriba por qué.' })
  .transform((text) => text.replaceAll('\r\n', '\n').trim());
const limit = `Escriba entre ${MIN_REASON} y ${MAX_REASON} caracteres.`;

const reviewInput = z.object({
  verdict: z.enum(VERDICTS, { message: 'Elija «Sí nos sirve» o «No nos sirve».' }),
  reason: reasonText.pipe(
    z.string().min(MIN_REASON, `${limit} La gente de su GAD leerá el porqué.`).max(MAX_REASON, limit),
  ),
});

const dismissalInput = z.object({
  reason: reasonText
    .pipe(z.string().max(MAX_REASON, `Escriba ${MAX_REASON} caracteres como máximo.`))
    .nullish(),
});

export type ReviewFields = Pick<MatchReview, 'verdict' | 'reasonEs'>;

/**
 * Reads `verdict` and `reason`, the opinion that somebody has of a match.
 * @throws DomainError `review.invalid`
 */
export function readReview(input: unknown): ReviewFields {
  const read = reviewInput.safeParse(input ?? {});
  if (!read.success) {
    throw invalid(
      'review.invalid',
      'Su opinión no se guardó: revise los campos señalados.',
      told(read.error),
    );
  }
  return { verdict: read.data.verdict, reasonEs: read.data.reason };
}

/**
 * Reads the optional `reason` for which a GAD is not interested; null when there is none.
 * @throws DomainError `dismissal.invalid`
 */
export function readDismissalReason(input: unknown): string | null {
  const read = dismissalInput.safeParse(input ?? {});
  if (!read.success) {
    throw invalid('dismissal.invalid', 'La convocatoria no se descartó: acorte el motivo.', told(read.error));
  }
  return read.data.reason || null;
}

function told({ issues }: z.ZodError): FieldError[] {
  return issues.map(({ path, message }) => ({ field: String(path[0] ?? 'reason'), message }));
}
