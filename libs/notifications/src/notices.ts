import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { NoticeFacts, NoticeKind } from './notice-kinds.js';

/** What a producer of a few notices knows of one. */
export interface NewNotice {
  readonly accountId: string;
  readonly kind: NoticeKind;
  readonly eventKey: string;
  readonly callId: string | null;
  readonly gadCode: string | null;
  readonly subscriptionIds?: readonly string[];
  /** Spanish, to be read after "porque": "sigue esta convocatoria". */
  readonly reasons: readonly string[];
  readonly step?: string | null;
  readonly urgent?: boolean;
  readonly facts?: NoticeFacts | null;
  readonly dueAt: Date;
}

/** Writes what people are owed. A second notice of the same event is none. */
@Injectable()
export class Notices {
  /** @returns how many were new */
  async owe(manager: EntityManager, notices: readonly NewNotice[], now: Date): Promise<number> {
    if (notices.length === 0) return 0;
    const rows = await manager.query<unknown[]>(
      `INSERT INTO notification (account_id, kind, event_key, call_id, gad_code, subscription_ids, reasons, step,
                                 urgent, facts, state, due_at, created_at)
       SELECT n."accountId", n.kind, n."eventKey", n."callId", n."gadCode", coalesce(n."subscriptionIds", '{}'),
              n.reasons, n.step, coalesce(n.urgent, false), n.facts, 'pending', n."dueAt", $2
         FROM jsonb_to_recordset($1::jsonb)
              AS n("accountId" uuid, kind text, "eventKey" text, "callId" uuid, "gadCode" text,
                   "subscriptionIds" uuid[], reasons text[], step text, urgent boolean, facts jsonb,
                   "dueAt" timestamptz)
       ON CONFLICT (account_id, event_key) DO NOTHING
       RETURNING 1`,
      [JSON.stringify(notices), now],
    );
    return rows.length;
  }
}
