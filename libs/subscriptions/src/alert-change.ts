import { Membership } from '@chasqui/accounts';
import { DomainError, invalid } from '@chasqui/kernel';
import { Theme } from '@chasqui/vocabularies';
import { type EntityManager, In } from 'typeorm';

/** Two changes of the same person's alerts take turns: the second sees what the first did. */
export async function takeTurnOf(manager: EntityManager, accountId: string): Promise<void> {
  await manager.query(`SELECT pg_advisory_xact_lock(hashtext('alerts'), hashtext($1))`, [accountId]);
}

/**
 * Only somebody who works for a GAD is told what concerns it.
 * @throws DomainError `alerts.not_your_gad`
 */
export async function requireMember(
  manager: EntityManager,
  accountId: string,
  gadCode: string,
): Promise<void> {
  if (await manager.existsBy(Membership, { accountId, gadCode })) return;
  throw new DomainError('forbidden', 'alerts.not_your_gad', 'Esa persona no pertenece a este GAD.');
}

/**
 * The codes, each once and in order.
 * @throws DomainError `alerts.bad_theme` when one is not in the vocabulary
 */
export async function readThemes(manager: EntityManager, codes: readonly string[]): Promise<string[]> {
  const themes = [...new Set(codes)].toSorted();
  const known = themes.length === 0 ? 0 : await manager.countBy(Theme, { code: In(themes) });
  if (known !== themes.length) {
    throw invalid('alerts.bad_theme', 'Elija los temas de la lista.', [
      { field: 'themes', message: 'Elija los temas de la lista.' },
    ]);
  }
  return themes;
}
