import { createHash } from 'node:crypto';
import { readMailAddress } from '@chasqui/accounts';
import { recordAudit } from '@chasqui/audit';
import { Clock, conflict, invalid, notFound } from '@chasqui/kernel';
import { appendEvent } from '@chasqui/outbox';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AddressReport, SuppressedAddress, type TroubleWay } from '../address.entities.js';
import { addressSuppressed } from './address-events.js';
import { addressesInTrouble } from './addresses.query.js';
import type { AddressProblem } from './attribute-trouble.js';
import type { AddressStanding } from './flagged.js';
import { plainDetail } from './report-fields.js';

const MAX_REASON = 300;

/** What we know of the addresses that we write to: which ones are no good, and since when. */
@Injectable()
export class AddressBook {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * How each address stands; one statement for all of them.
   * @param addresses in any case; the answer has them as they were given
   */
  async standing(
    addresses: readonly string[],
    manager: EntityManager = this.database.manager,
  ): Promise<Map<string, AddressStanding>> {
    const wanted = [...new Set(addresses.map((address) => address.toLowerCase()))];
    const troubled = new Map(
      (await addressesInTrouble(manager, this.clock.now(), wanted)).map(({ address, standing }) => [
        address,
        standing,
      ]),
    );
    return new Map(addresses.map((address) => [address, troubled.get(address.toLowerCase()) ?? 'ok']));
  }

  /**
   * Notes trouble that was told and believed. What is permanent, or a complaint, suppresses the address in the same
   * transaction, with its trace and the event that tells the people concerned. The same report again changes nothing,
   * also after an admin has lifted the suppression.
   * @returns how many of the reports were new
   */
  async report(
    problems: readonly AddressProblem[],
    way: TroubleWay,
    manager?: EntityManager,
  ): Promise<number> {
    if (problems.length === 0) return 0;
    const note = async (inside: EntityManager): Promise<number> => {
      let fresh = 0;
      // In one order everywhere, so that two transactions never wait for each other.
      for (const problem of problems.toSorted((one, other) => compare(one.address, other.address))) {
        if (await this.noteOne(inside, problem, way)) fresh += 1;
      }
      return fresh;
    };
    return manager ? note(manager) : this.database.transaction(note);
  }

  /**
   * An admin stops mails to an address.
   * @throws DomainError `account.bad_email`, `address.no_reason`, `address.suppressed`
   */
  async suppress(address: string, reason: string, actorId: string): Promise<void> {
    const detail = plainDetail(reason, MAX_REASON);
    const email = readMailAddress(address);
    if (!detail) {
      throw invalid('address.no_reason', 'Escriba por qué: lo leerá quien revise la lista.', [
        { field: 'motivo', message: 'Escriba por qué no se debe escribir a esta dirección.' },
      ]);
    }
    await this.database.transaction(async (manager) => {
      if (!(await this.stop(manager, { address: email, reason: 'manual', detail }, actorId))) {
        throw conflict('address.suppressed', 'A esta dirección ya no se le envía nada.');
      }
    });
  }

  /**
   * An admin takes an address off the list: the mailbox works again.
   * @throws DomainError `not_found`
   */
  async lift(address: string, actorId: string): Promise<void> {
    const email = address.trim().toLowerCase();
    await this.database.transaction(async (manager) => {
      const before = await manager.findOne(SuppressedAddress, {
        where: { address: email },
        lock: { mode: 'pessimistic_write' },
      });
      if (!before) throw notFound('Esta dirección no está en la lista.');
      await manager.delete(SuppressedAddress, { address: email });
      const { reason, detail, since } = before;
      const entry = { action: 'address.lifted', entity: 'address', entityId: email };
      await recordAudit(manager, {
        at: this.clock.now(),
        actorId,
        ...entry,
        before: { reason, detail, since },
      });
    });
  }

  private async noteOne(manager: EntityManager, problem: AddressProblem, way: TroubleWay): Promise<boolean> {
    const now = this.clock.now();
    const at = problem.at && problem.at < now ? problem.at : now;
    const address = problem.address.toLowerCase();
    const detail = plainDetail(problem.detail);
    const { mailId, trouble, status } = problem;
    const row = { address, mailId, trouble, status, detail, way, at, reportKey: keyOf(problem, way, now) };
    const { raw } = await manager
      .createQueryBuilder()
      .insert()
      .into(AddressReport)
      .values(row)
      .orIgnore()
      .returning('id')
      .execute();
    if ((raw as unknown[]).length === 0) return false;
    if (trouble === 'transient') return true;
    const reason = trouble === 'complaint' ? 'complaint' : 'bounce';
    const isNew = await this.stop(manager, { address, reason, detail }, null);
    // A complaint is a withdrawal even at an address that was already on the list.
    if (isNew || trouble === 'complaint') {
      const owners = await manager.query<{ id: string }[]>('SELECT id FROM account WHERE email = $1', [
        address,
      ]);
      for (const { id: accountId } of owners) {
        await appendEvent(manager, addressSuppressed, { accountId, address, detail, trouble }, now);
      }
    }
    return true;
  }

  /** Puts an address on the list; false when it is there already. */
  private async stop(
    manager: EntityManager,
    row: Pick<SuppressedAddress, 'address' | 'reason' | 'detail'>,
    actorId: string | null,
  ): Promise<boolean> {
    const since = this.clock.now();
    const { raw } = await manager
      .createQueryBuilder()
      .insert()
      .into(SuppressedAddress)
      .values({ ...row, since })
      .orIgnore()
      .returning('address')
      .execute();
    if ((raw as unknown[]).length === 0) return false;
    const { address, reason, detail } = row;
    const entry = { action: 'address.suppressed', entity: 'address', entityId: address };
    await recordAudit(manager, { at: since, actorId, ...entry, after: { reason, detail } });
    return true;
  }
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/**
 * What makes two reports the same one: what they say and, of several about one mail, which one it is. Our own attempts
 * are told apart by the day, and by the instant when they end the address; what names neither its mail nor its time by
 * the day we heard of it, so that the same trouble months later is a new one.
 */
function keyOf(problem: AddressProblem, way: TroubleWay, now: Date): string {
  const { address, trouble, mailId, status, detail, at, reference } = problem;
  const instant = now.toISOString();
  const own = trouble === 'transient' ? instant.slice(0, 10) : instant;
  const which =
    way === 'smtp' ? own : (reference ?? at?.toISOString() ?? (mailId ? '' : instant.slice(0, 10)));
  const content = [way, address.toLowerCase(), trouble, mailId, mailId ? null : [status, detail], which];
  return createHash('sha256').update(JSON.stringify(content)).digest('base64url');
}
