import { timingSafeEqual } from 'node:crypto';
import { SignedLinks } from '@chasqui/accounts';
import { SETTINGS, type Settings } from '@chasqui/config';
import { Inject, Injectable } from '@nestjs/common';
import { addressOf, readReturnPath, writeReturnPath } from './return-path.js';

/** Makes and reads the addresses to which other servers return what they cannot deliver. */
@Injectable()
export class ReturnPaths {
  constructor(
    private readonly links: SignedLinks,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'bounceAddress' | 'mailFrom'>,
  ) {}

  /** The envelope sender of a mail: the bounce address with the mail's id and our signature, or that of MAIL_FROM. */
  async of(mailId: string): Promise<string> {
    const { bounceAddress, mailFrom } = this.settings;
    if (!bounceAddress) return addressOf(mailFrom);
    return writeReturnPath(bounceAddress, mailId, await this.links.shortSignature(signed(mailId)));
  }

  /** Whether mail to this address is meant for us: the bounce address, with or without something after a "+". */
  accepts(address: string): boolean {
    return (
      this.settings.bounceAddress !== undefined &&
      readReturnPath(this.settings.bounceAddress, address) !== null
    );
  }

  /** The mail whose signed return path this is; null when it bears no signature of ours. */
  async mailOf(address: string): Promise<string | null> {
    const { bounceAddress } = this.settings;
    const read = bounceAddress ? readReturnPath(bounceAddress, address) : null;
    if (!read?.mailId || !read.signature) return null;
    const expected = await this.links.shortSignature(signed(read.mailId));
    return timingSafeEqual(Buffer.from(expected), Buffer.from(read.signature)) ? read.mailId : null;
  }
}

/** Signed for this purpose alone: no other thing that we sign could stand for it. */
function signed(mailId: string): string {
  return `return-path/${mailId}`;
}
