import { invalid } from '@chasqui/kernel';
import type { EntityManager } from 'typeorm';
import { readThemes } from './alert-change.js';
import { readFrequency, readMinScore } from './alert-rules.js';
import type { Frequency } from './delivery-time.js';

const MAX_NAME = 120;

/** What a form says of a post. */
export interface PostInput {
  readonly name: string;
  readonly department: string;
  /** Codes of the vocabulary; empty for all topics. */
  readonly themes: readonly string[];
  readonly frequency: string;
  readonly minScore: number;
  readonly includeCredit: boolean;
}

export interface PostFields {
  readonly name: string;
  readonly department: string | null;
  readonly themes: string[];
  readonly frequency: Frequency;
  readonly minScore: number;
  readonly includeCredit: boolean;
}

/** @throws DomainError `post.bad_name`, `post.bad_department`, `alerts.bad_theme`, `alerts.bad_frequency`, `subscription.bad_score` */
export async function readPost(manager: EntityManager, input: PostInput): Promise<PostFields> {
  const name = input.name.trim().replaceAll(/\s+/g, ' ');
  if (!name || name.length > MAX_NAME) {
    throw invalid('post.bad_name', 'Póngale un nombre al puesto.', [
      {
        field: 'name',
        message: `Escriba un nombre de hasta ${MAX_NAME} letras, como «Punto focal de Ambiente».`,
      },
    ]);
  }
  const department = input.department.trim().replaceAll(/\s+/g, ' ');
  if (department.length > MAX_NAME) {
    throw invalid('post.bad_department', 'El nombre de la dirección es demasiado largo.', [
      { field: 'department', message: `Escriba hasta ${MAX_NAME} letras.` },
    ]);
  }
  return {
    name,
    department: department || null,
    themes: await readThemes(manager, input.themes),
    frequency: readFrequency(input.frequency),
    minScore: readMinScore(input.minScore),
    includeCredit: input.includeCredit,
  };
}
