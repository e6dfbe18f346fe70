import { describe, expect, it } from '@jest/globals';
import { DomainError } from '@chasqui/kernel';
import { MAX_REASON, readDismissalReason, readReview } from './review-rules.js';

describe('an opinion on a match', () => {
  it('has a verdict and a reason without the spaces around it', () => {
    expect(readReview({ verdict: 'fits', reason: '  Es nuestra meta\r\n12.  ' })).toEqual({
      verdict: 'fits',
      reasonEs: 'Es nuestra meta\n12.',
    });
  });

  it('may have a reason of three up to five hundred characters', () => {
    for (const reason of ['Sí.', 'x'.repeat(MAX_REASON)]) {
      expect(readReview({ verdict: 'does_not_fit', reason }).reasonEs).toBe(reason);
    }
  });

  it.each([
    ['nothing', undefined, ['verdict', 'reason']],
    ['empty', {}, ['verdict', 'reason']],
    ['in doubt', { verdict: 'maybe', reason: 'Porque sí.' }, ['verdict']],
    ['without a reason', { verdict: 'fits' }, ['reason']],
    ['too short', { verdict: 'fits', reason: '  no  ' }, ['reason']],
    ['too long', { verdict: 'fits', reason: 'x'.repeat(MAX_REASON + 1) }, ['reason']],
    ['of two reasons', { verdict: 'fits', reason: ['a', 'b'] }, ['reason']],
  ])('is refused when it is %s', (_name, input, fields) => {
    const error = refusal(() => readReview(input));
    expect(error.code).toBe('review.invalid');
    expect(error.fields.map(({ field }) => field)).toEqual(fields);
    expect(error.fields.map(({ message }) => message).join()).not.toMatch(/invalid|expected|string/i);
  });
});

describe('the reason for leaving a call aside', () => {
  it.each([
    [undefined, null],
    [{}, null],
    [{ reason: null }, null],
    [{ reason: '   ' }, null],
    [{ reason: ' Ya tenemos otra. ' }, 'Ya tenemos otra.'],
  ])('of %j is %j', (input, reason) => {
    expect(readDismissalReason(input)).toBe(reason);
  });

  it('is refused when it is too long or no text', () => {
    for (const reason of ['x'.repeat(MAX_REASON + 1), 7]) {
      expect(refusal(() => readDismissalReason({ reason })).fields).toHaveLength(1);
    }
  });
});

function refusal(read: () => unknown): DomainError {
  try {
    read();
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error('It was accepted.');
}
