import { Accounts } from '@chasqui/accounts';
import { SETTINGS, type Settings } from '@chasqui/config';
import { handle, HandlesQueue, type JobHandlers } from '@chasqui/jobs';
import { Mailer } from '@chasqui/mail';
import { Inject, Injectable } from '@nestjs/common';
import { signInLinkJob } from './notification.jobs.js';

/** Makes and mails a link that signs a person in once. */
@HandlesQueue('mail')
@Injectable()
export class SendSignInLink implements JobHandlers {
  constructor(
    private readonly accounts: Accounts,
    private readonly mailer: Mailer,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  jobs() {
    return [handle(signInLinkJob, (payload) => this.execute(payload))];
  }

  async execute({ accountId, requestedAt }: { accountId: string; requestedAt: string }): Promise<void> {
    const link = await this.accounts.issueLink(accountId);
    if (!link) return;
    const { account, token } = link;
    await this.mailer.send({
      to: { name: account.name, address: account.email },
      messageId: `sign-in-${accountId}-${Date.parse(requestedAt)}@${new URL(this.settings.publicUrl).hostname}`,
      content: {
        subject: 'Su enlace para ingresar a Chasqui',
        preview: 'El enlace sirve una sola vez, durante una hora.',
        greeting: `Estimada/o ${account.name}:`,
        blocks: [
          { kind: 'paragraph', text: 'Use este enlace para ingresar. Sirve una sola vez, durante una hora.' },
          {
            kind: 'button',
            label: 'Ingresar a Chasqui',
            url: `${this.settings.publicUrl}/ingresar/enlace/${token}`,
          },
          {
            kind: 'paragraph',
            text: 'Si usted no lo pidió, no haga nada: nadie puede ingresar sin este correo.',
          },
        ],
        footer: [{ text: 'Correo automático de Chasqui, enviado a pedido.', url: null }],
      },
    });
  }
}
