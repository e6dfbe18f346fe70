import type { MailTemplate, PersonalValues } from '@chasqui/mail';
import type { OutgoingMail } from './outgoing-mail.entity.js';

/** What goes to one recipient; mails that say the same share the template, which is composed once. */
export interface ComposedMail {
  readonly kind: 'mail';
  readonly template: MailTemplate;
  readonly personal: PersonalValues;
}

/** Nothing of what the mail was to say holds any more. `reason` is Spanish, for the log. */
export interface NothingToSay {
  readonly kind: 'nothing';
  readonly reason: string;
}

/** Writes the mails that delivery sends. Delivery knows how a mail travels, the composer what it says. */
export abstract class MailComposer {
  /**
   * What these mails say now, by their id. Whatever no longer holds is left out and recorded by the composer.
   * A mail that cannot be composed throws for itself only: it is absent from the answer and tried again later.
   */
  abstract compose(mails: readonly OutgoingMail[]): Promise<ReadonlyMap<string, ComposedMail | NothingToSay>>;
}
