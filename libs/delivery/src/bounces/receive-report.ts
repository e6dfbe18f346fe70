import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { OutgoingMail } from '../outgoing-mail.entity.js';
import { AddressBook } from './address-book.js';
import { type AddressProblem, attributeTrouble } from './attribute-trouble.js';
import { parseReport } from './parse-report.js';
import { ReturnPaths } from './return-paths.js';

/** Takes in a mail that came to the bounce address. */
@Injectable()
export class ReceiveReport {
  constructor(
    private readonly database: DataSource,
    private readonly returnPaths: ReturnPaths,
    private readonly book: AddressBook,
  ) {}

  /**
   * Notes what the mail proves of addresses that we wrote to; most mails prove nothing.
   * @param recipients the addresses of ours that it came to
   * @returns how many reports were new
   */
  async execute(raw: Uint8Array, recipients: readonly string[]): Promise<number> {
    const claims = await parseReport(raw);
    if (claims.length === 0) return 0;
    const signed = new Set<string>();
    const paths = [...recipients, ...claims.flatMap(({ returnPath }) => returnPath ?? [])];
    for (const path of new Set(paths)) {
      const mailId = await this.returnPaths.mailOf(path);
      if (mailId) signed.add(mailId);
    }
    const ids = [...new Set([...signed, ...claims.flatMap(({ mailId }) => mailId ?? [])])];
    const mails = await this.database.manager.find(OutgoingMail, {
      select: { id: true, recipient: true },
      where: { id: In(ids) },
    });
    const problems = claims.flatMap((claim) =>
      // A signature is about the mail that it names, whatever else the report says.
      mails.flatMap((mail): AddressProblem[] => {
        const problem = attributeTrouble(claim, mail, signed.has(mail.id));
        return problem ? [problem] : [];
      }),
    );
    return this.book.report(problems, 'report_mail');
  }
}
