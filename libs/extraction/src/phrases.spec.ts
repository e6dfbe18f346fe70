import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '@chasqui/kernel';
import { describe, expect, it } from '@jest/globals';
import { type LabelledPhrase, measurePhrases } from '../../../test/extraction/measure.js';
import { findMentions } from './find-mentions.js';

const file = join(projectRoot(), 'test', 'extraction', 'phrases-a.json');
const phrases = JSON.parse(readFileSync(file, 'utf8')) as readonly LabelledPhrase[];

const enough = (share: number, least: number) => (share >= least ? 'enough' : share.toFixed(3));

describe('labelled phrases of calls', () => {
  const measured = measurePhrases(phrases, findMentions);

  it.each(['date', 'amount', 'percent'] as const)('every %s is found, and little else', (type) => {
    const { precision, recall, missed, wrong } = measured[type];
    const reached = { recall: enough(recall, 0.95), precision: enough(precision, 0.98) };
    const below = reached.recall !== 'enough' || reached.precision !== 'enough';
    expect({ ...reached, ...(below ? { missed, wrong } : {}) }).toEqual({
      recall: 'enough',
      precision: 'enough',
    });
  });
});
