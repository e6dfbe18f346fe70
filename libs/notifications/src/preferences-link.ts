import { Account, LINK_PURPOSES, SignedLinks } from '@chasqui/accounts';
import { SETTINGS, type Settings } from '@chasqui/config';
import { handle, HandlesQueue, type JobHandlers } from '@chasqui/jobs';
import { Mailer } from '@chasqui/mail';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, IsNull } from 'typeorm';
import { preferencesLinkJob } from './notification.jobs.js';

/** Mails a link with which a person sees and changes her alerts without signing in. */
@HandlesQueue('mail')
@Injectable()
export class SendPreferencesLink implements JobHandlers {
  constructor(
    private readonly database: DataSource,
    private readonly links: SignedLinks,
    private readonly mailer: Mailer,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  jobs() {
    return [handle(preferencesLinkJob, (payload) => this.execute(payload))];
  }

  async execute({ accountId, requestedAt }: { accountId: string; requestedAt: string }): Promise<void> {
    const account = await this.database.manager.findOneBy(Account, { id: accountId, disabledAt: IsNull() });
    if (!account) return;
    const token = await this.links.sign('preferences', { accountId, subject: '' });
    const { publicUrl } = this.settings;
    await this.mailer.send({
      to: { name: account.name, address: account.email },
      messageId: `preferences-${accountId}-${Date.parse(requestedAt)}@${new URL(publicUrl).hostname}`,
      content: {
        subject: 'Su enlace para cambiar sus avisos de Chasqui',
        preview: `El enlace sirve durante ${LINK_PURPOSES.preferences.days} días.`,
        greeting: `Estimada/o ${account.name}:`,
        blocks: [
          {
            kind: 'paragraph',
            text: `Con este enlace ve y cambia todo lo que recibe, sin contraseña. Sirve durante ${LINK_PURPOSES.preferences.days} días.`,
          },
          { kind: 'button', label: 'Ver mis avisos', url: `${publicUrl}/preferencias/${token}` },
          {
            kind: 'paragraph',
            text: 'Si usted no lo pidió, no haga nada: sus avisos siguen como estaban. No reenvíe este correo: quien tenga el enlace puede cambiarlos.',
          },
        ],
        footer: [{ text: 'Correo automático de Chasqui, enviado a pedido.', url: null }],
      },
    });
  }
}
