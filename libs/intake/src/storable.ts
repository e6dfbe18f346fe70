import type { ObjectLiteral, QueryDeepPartialEntity } from 'typeorm';

/** Columns to write. The type of the database library cannot express JSON of any shape. */
export function columns<Row extends ObjectLiteral>(values: Partial<Row>): QueryDeepPartialEntity<Row> {
  return values;
}

/** NUL and halves of characters: PostgreSQL keeps neither. */
const UNSTORABLE = /\0|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** A value read from a stranger's bytes as PostgreSQL can keep it, as JSON: every offset stays right. */
export function storableJson<Value>(value: Value): Value {
  return JSON.parse(
    JSON.stringify(value, (_, part: unknown) =>
      typeof part === 'string' ? part.replace(UNSTORABLE, '\uFFFD') : part,
    ),
  ) as Value;
}
