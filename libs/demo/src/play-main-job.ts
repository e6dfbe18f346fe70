import { setTimeout as pause } from 'node:timers/promises';
import { Call, Calls, closingInstant, fieldsOf } from '@chasqui/calls';
import { addDays, Clock, conflict, localDate } from '@chasqui/kernel';
import { MatchingRun } from '@chasqui/matching';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { readDemo } from './demo-files.js';
import { closesInDays } from './shift-dates.js';

const POLL_MS = 25;

export interface MainJobResult {
  readonly call: string;
  readonly gads: number;
  readonly matches: number;
  readonly mails: number;
  readonly seconds: number;
}

/** Plays the main job once: publishes a demo call and waits until its matches are stored and its mails are out. */
@Injectable()
export class PlayMainJob {
  constructor(
    private readonly database: DataSource,
    private readonly calls: Calls,
    private readonly clock: Clock,
  ) {}

  /**
   * @param timeoutMs how long to wait for the worker
   * @throws Error in Spanish and English when the worker does not finish in time
   */
  async execute(timeoutMs: number): Promise<MainJobResult> {
    const chosen = await this.chooseCall();
    const started = performance.now();
    const call = await this.calls.publish(chosen.id, null);
    const key = { callId: call.id, callRevision: call.revision };
    while (performance.now() - started < timeoutMs) {
      const run = await this.database.manager.findOneBy(MatchingRun, key);
      if (run?.notifiedAt) {
        // What is due at an hour of its own is not waited for.
        const [counts] = await this.database.query<[{ sent: number; pending: number }]>(
          `SELECT count(DISTINCT o.id) FILTER (WHERE o.state = 'sent')::int AS sent,
                  count(*) FILTER (WHERE n.state = 'pending' AND n.due_at <= $2
                                      OR o.state IN ('pending', 'sending', 'unknown'))::int AS pending
             FROM notification n LEFT JOIN outgoing_mail o ON o.id = n.mail_id
            WHERE n.call_id = $1`,
          [call.id, this.clock.now()],
        );
        if (counts.pending === 0) {
          const seconds = Math.round(performance.now() - started) / 1000;
          return { call: call.slug, gads: run.gads, matches: run.matches, mails: counts.sent, seconds };
        }
      }
      await pause(POLL_MS);
    }
    throw new Error(
      `La convocatoria ${call.slug} está publicada, pero los trabajos no terminaron en ${timeoutMs / 1000} s. ¿Está en ` +
        `marcha el proceso de trabajos? / The jobs did not finish in time; is the worker running?`,
    );
  }

  /** The next unpublished demo call with an exact close; when all are public, a new edition of the first one. */
  private async chooseCall(): Promise<Call> {
    const { mainJob } = await readDemo();
    for (const slug of mainJob) {
      const call = await this.database.manager.findOneBy(Call, { slug, state: 'in_review', isDemo: true });
      if (call?.closesAt && call.closesAt > this.clock.now()) return call;
    }
    return this.newEdition(mainJob[0]!);
  }

  private async newEdition(slug: string): Promise<Call> {
    const original = await this.database.manager.findOneBy(Call, { slug });
    if (!original) throw conflict('demo.not_loaded', 'No hay datos de demostración en esta instancia.');
    const editions = await this.database.manager.count(Call, { where: { title: original.title } });
    const closesOn = addDays(localDate(this.clock.now()), closesInDays(slug, await readDemo()));
    const deadlineLocal = `${closesOn}${original.deadlineLocal!.slice(10)}`;
    const copy = { ...fieldsOf(original), deadlineLocal };
    return this.database.transaction((manager) =>
      this.calls.insert(manager, { ...copy, closesAt: closingInstant(copy) }, null, {
        isDemo: true,
        slug: `${slug}-edicion-${editions + 1}`,
      }),
    );
  }
}
