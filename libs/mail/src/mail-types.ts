import type { MailContent } from './mail-content.js';

/** What differs between recipients of the same message. URLs are absolute. */
export interface PersonalValues {
  readonly name: string;
  readonly preferencesUrl: string;
  readonly pauseUrl: string;
  readonly stopUrl: string;
  readonly whyUrl: string;
}

export interface MailParts {
  readonly content: MailContent;
  readonly calendar?: { readonly fileName: string; readonly text: string };
}

/** A finished message and where it goes. The sender of the envelope may differ from mail to mail (VERP). */
export interface RawMail {
  readonly envelope: { readonly from: string; readonly to: string };
  readonly raw: Buffer;
}

/** What one copy of a template needs besides the personal values. */
export interface Recipient {
  readonly name: string;
  readonly address: string;
  /** Stable over attempts, so that a repeated one can be recognised. Without angle brackets. */
  readonly messageId: string;
  readonly envelopeFrom: string;
  readonly date: Date;
}
