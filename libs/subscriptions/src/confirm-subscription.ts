import { NO_ACCOUNT, SignedLinks } from '@chasqui/accounts';
import { SETTINGS, type Settings } from '@chasqui/config';
import { handle, HandlesQueue, type JobHandlers } from '@chasqui/jobs';
import { Clock } from '@chasqui/kernel';
import { type MailContent, Mailer } from '@chasqui/mail';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, IsNull, MoreThan } from 'typeorm';
import { isSuppressed } from './is-suppressed.js';
import { type ConfirmationAsked, confirmSubscriptionJob } from './subscription-events.js';
import { SubscriptionRequest } from './subscription-request.entity.js';

/** Mails the request to confirm a public subscription. */
@HandlesQueue('mail')
@Injectable()
export class SendConfirmation implements JobHandlers {
  constructor(
    private readonly database: DataSource,
    private readonly links: SignedLinks,
    private readonly mailer: Mailer,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  jobs() {
    return [handle(confirmSubscriptionJob, (payload) => this.execute(payload))];
  }

  /** Nothing is sent for what was confirmed, has expired, or to an address that takes no mail of ours. */
  async execute({ requestId, again }: ConfirmationAsked): Promise<void> {
    const { manager } = this.database;
    const request = await manager.findOneBy(SubscriptionRequest, {
      id: requestId,
      confirmedAt: IsNull(),
      expiresAt: MoreThan(this.clock.now()),
    });
    if (!request || (await isSuppressed(manager, request.email))) return;
    const token = await this.links.sign('confirm', { accountId: NO_ACCOUNT, subject: requestId });
    const { publicUrl } = this.settings;
    await this.mailer.send({
      to: { name: '', address: request.email },
      messageId: `confirm-${requestId}-${again ? 2 : 1}@${new URL(publicUrl).hostname}`,
      content: confirmationMail(`${publicUrl}/confirmar/${token}`, this.settings.dataProtectionContact),
    });
  }
}

/**
 * What the mail says. It repeats nothing of what was typed into the form: whoever filled it in may be a stranger who
 * wants us to carry his words to somebody else's mailbox.
 */
export function confirmationMail(url: string, dataProtectionContact: string | undefined): MailContent {
  return {
    subject: 'Confirme que quiere recibir avisos de Chasqui',
    preview: 'Falta un paso: sin su confirmación no le enviamos nada.',
    greeting: 'Saludos:',
    blocks: [
      {
        kind: 'paragraph',
        text: 'Alguien, seguramente usted, pidió que a este correo lleguen avisos de convocatorias de cooperación internacional. Abra la página, revise lo pedido y confírmelo.',
      },
      { kind: 'button', label: 'Revisar y confirmar', url },
      { kind: 'paragraph', text: 'El enlace sirve durante 48 horas.' },
      {
        kind: 'paragraph',
        text: 'Si usted no lo pidió, no haga nada: no le enviaremos avisos y su correo se borra en pocos días.',
      },
    ],
    footer: [
      {
        text: 'Correo automático de Chasqui, enviado una sola vez a pedido de quien llenó el formulario.',
        url: null,
      },
      ...(dataProtectionContact
        ? [{ text: `Protección de datos: ${dataProtectionContact}`, url: null }]
        : []),
    ],
  };
}
