import {
  type Judged,
  MAX_REASON,
  type MatchReview,
  MIN_REASON,
  type ShutOut,
  VERDICTS,
} from '@chasqui/matching';
import { z } from 'zod';

/** What an opinion is sent as, for the description of the API; the service reads and refuses it. */
export const REVIEW_BODY = {
  type: 'object',
  required: ['verdict', 'reason'],
  properties: {
    verdict: { type: 'string', enum: [...VERDICTS] },
    reason: { type: 'string', minLength: MIN_REASON, maxLength: MAX_REASON },
  },
};
export const DISMISSAL_BODY = {
  type: 'object',
  properties: { reason: { type: 'string', nullable: true, maxLength: MAX_REASON } },
};

export const savedReview = z.object({
  verdict: z.enum(VERDICTS),
  reason: z.string(),
  score: z.number().nullable(),
  formulaVersion: z.number().int().nullable(),
  reviewedAt: z.iso.datetime(),
});
export const dismissalState = z.object({ dismissed: z.boolean() });

/** One's own opinion as programs read it. */
export function presentReview(review: MatchReview): z.output<typeof savedReview> {
  const { verdict, reasonEs, score, formulaVersion, reviewedAt } = review;
  return { verdict, reason: reasonEs, score, formulaVersion, reviewedAt: reviewedAt.toISOString() };
}

/** The judgement of the moment, with what is stored of it; `stored` is null for what is in no list. */
export function presentJudged({ call, gadCode, assessment, stored }: Judged) {
  return {
    callId: call.id,
    slug: call.slug,
    gadCode,
    ...assessment,
    stored: stored && {
      score: stored.score,
      formulaVersion: stored.formulaVersion,
      dataVersion: stored.dataVersion,
      previousScore: stored.previousScore,
      previousFormulaVersion: stored.previousFormulaVersion,
      computedAt: stored.computedAt,
    },
  };
}

/** A call that conditions shut out, with the first of them and the others. */
export function presentShutOut({ call, failed, others }: ShutOut) {
  return {
    callId: call.id,
    slug: call.slug,
    title: call.title,
    language: call.language,
    donorName: call.donor?.nameEs ?? null,
    score: null,
    eligibility: 'fails' as const,
    failed,
    others,
    closesAt: call.closesAt,
  };
}
