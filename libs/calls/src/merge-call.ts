import type { EntityManager } from 'typeorm';

/** A column that holds the id of a call. */
interface CallPointer {
  readonly table: string;
  readonly column: string;
  /** What its rows are told apart by; "id" without it. */
  readonly key?: string;
}

/** Columns of other tables that hold the id of a call: a merge moves them. */
export const callPointers: readonly CallPointer[] = [
  { table: 'call', column: 'previous_edition_id' },
  { table: 'call', column: 'merged_into_id' },
  { table: 'commission_round', column: 'call_id' },
  { table: 'finding', column: 'call_id' },
  { table: 'item_memory', column: 'call_id', key: 'item_id' },
  { table: 'notification', column: 'call_id' },
  { table: 'follow', column: 'call_id', key: 'account_id' },
];

/** Ids of the rows that a merge moved, by "table.column". */
export type MovedRows = Readonly<Record<string, readonly string[]>>;

/** Points whatever pointed at a duplicate to the call that stays. Matches stay: they belong to what was compared. */
export async function movePointers(manager: EntityManager, from: string, into: string): Promise<MovedRows> {
  const moved: Record<string, readonly string[]> = {};
  for (const pointer of callPointers) {
    const rows = await move(manager, pointer, from, into);
    if (rows.length > 0) moved[nameOf(pointer)] = rows;
  }
  // The edition after a duplicate may be the very call that stays.
  await manager.query(
    `UPDATE call SET previous_edition_id = (SELECT previous_edition_id FROM call WHERE id = $1)
      WHERE id = $2 AND previous_edition_id = $2`,
    [from, into],
  );
  return moved;
}

/** Undoes `movePointers` for the rows that still point where the merge sent them. */
export async function movePointersBack(
  manager: EntityManager,
  from: string,
  into: string,
  moved: MovedRows,
): Promise<void> {
  for (const pointer of callPointers) {
    const ids = moved[nameOf(pointer)];
    if (ids) await move(manager, pointer, into, from, ids);
  }
}

function nameOf({ table, column }: CallPointer): string {
  return `${table}.${column}`;
}

/**
 * A notice changes its event with its call: whoever was told of the duplicate counts as told of the call that stays.
 * Whoever was told of both keeps the two.
 */
const RENAMED_EVENT = `, event_key = replace(event_key, $1::text, $2::text)`;
const NOT_TOLD = `AND NOT EXISTS (SELECT FROM notification told WHERE told.account_id = row.account_id
  AND told.event_key = replace(row.event_key, $1::text, $2::text))`;
/** Whoever follows the duplicate follows the call that stays; whoever follows both goes on as she did. */
const NOT_FOLLOWING = `AND NOT EXISTS (SELECT FROM follow other WHERE other.account_id = row.account_id
  AND other.call_id = $2::uuid)`;

async function move(
  manager: EntityManager,
  { table, column, key = 'id' }: CallPointer,
  from: string,
  into: string,
  only: readonly string[] | null = null,
): Promise<string[]> {
  const isNotice = table === 'notification';
  const alone = isNotice ? NOT_TOLD : table === 'follow' ? NOT_FOLLOWING : '';
  const [rows] = await manager.query<[{ id: string }[], number]>(
    `UPDATE ${table} AS row SET ${column} = $2::uuid ${isNotice ? RENAMED_EVENT : ''}
      WHERE ${column} = $1::uuid AND ($3::text[] IS NULL OR ${key}::text = ANY($3)) ${alone}
      RETURNING ${key} AS id`,
    [from, into, only],
  );
  return rows.map(({ id }) => id);
}
