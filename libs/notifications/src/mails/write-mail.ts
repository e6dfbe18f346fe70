import type { MailContent, PersonalValues } from '@chasqui/mail';
import { addressProblemMail } from './address-problem.mail.js';
import { bulletinMail } from './bulletin.mail.js';
import { callChangeMail } from './call-change.mail.js';
import { callFoundMail } from './call-found.mail.js';
import { callMatchedMail } from './call-matched.mail.js';
import { deadlineMail } from './deadline.mail.js';
import { digestMail } from './digest.mail.js';
import { reviewMail } from './review.mail.js';
import { stepDueMail } from './step-due.mail.js';
import type { Reader, Told } from './told.js';

/** The mail that says these things: a single one by itself, several as a digest. */
export function writeMail(tolds: readonly Told[], reader: Reader, personal: PersonalValues): MailContent {
  const [told, ...others] = tolds;
  return told && others.length === 0 ? single(told, reader, personal) : digestMail(tolds, reader, personal);
}

function single(told: Told, reader: Reader, personal: PersonalValues): MailContent {
  switch (told.kind) {
    case 'new_call':
      return told.fit
        ? callMatchedMail(told, told.fit, reader, personal)
        : callFoundMail(told, reader, personal);
    case 'call_change':
      return callChangeMail(told, reader, personal);
    case 'deadline':
      return deadlineMail(told, reader, personal);
    case 'review':
      return reviewMail(told, reader, personal);
    case 'step_due':
      return stepDueMail(told, reader, personal);
    case 'bulletin':
      return bulletinMail(told, reader, personal);
    case 'address_problem':
      return addressProblemMail(told, personal);
  }
}
