import type { GadLevelCode } from '@chasqui/vocabularies';
import type { Competence } from './competence.entity.js';

type HeldCompetence = Pick<Competence, 'code' | 'level' | 'inheritsFrom'>;

/**
 * The competences a level holds, its own first, then those inherited. A metropolitan district adds up the
 * municipal and the applicable provincial ones (Constitución art. 266; COOTAD art. 85).
 */
export function competencesOfLevel<C extends HeldCompetence>(all: readonly C[], level: GadLevelCode): C[] {
  const own = all.filter((competence) => competence.level === level);
  const inherited = new Set(own.flatMap((competence) => competence.inheritsFrom));
  return [...own, ...all.filter((competence) => inherited.has(competence.level))];
}
