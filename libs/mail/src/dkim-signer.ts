import { createPrivateKey } from 'node:crypto';
import type { DkimSettings } from '@chasqui/config';
import Dkim from 'nodemailer/lib/dkim';

/** What is signed where present; one-click unsubscribe counts only when both of its headers are (RFC 8058 §4). */
const SIGNED_HEADERS = [
  'From',
  'To',
  'Subject',
  'Date',
  'Message-ID',
  'MIME-Version',
  'Content-Type',
  'Content-Language',
  'Auto-Submitted',
  'List-Id',
  'List-Unsubscribe',
  'List-Unsubscribe-Post',
].join(':');

/** Signs finished messages for the domain of the instance (RFC 6376, rsa-sha256). */
export class DkimSigner {
  private readonly dkim: Dkim;

  constructor({ domain, selector, privateKey }: DkimSettings) {
    const key = createPrivateKey(privateKey);
    this.dkim = new Dkim({
      domainName: domain,
      keySelector: selector,
      privateKey: key,
      headerFieldNames: SIGNED_HEADERS,
    });
  }

  /** The message with its signature in front. */
  async sign(raw: Buffer): Promise<Buffer> {
    const chunks: Buffer[] = [];
    for await (const chunk of this.dkim.sign(raw)) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
  }
}
