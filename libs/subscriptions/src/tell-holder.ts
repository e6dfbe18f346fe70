import { Accounts, SignedLinks } from '@chasqui/accounts';
import { SETTINGS, type Settings } from '@chasqui/config';
import { requireGad } from '@chasqui/gads';
import { handle, HandlesQueue, type JobHandlers } from '@chasqui/jobs';
import { Clock } from '@chasqui/kernel';
import { type MailBlock, type MailContent, Mailer } from '@chasqui/mail';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { isSuppressed } from './is-suppressed.js';
import { type PostView, postsOf } from './posts.query.js';
import { type PostsGiven, tellHolderJob } from './subscription-events.js';

interface HolderMail {
  readonly personName: string;
  readonly gadName: string;
  readonly posts: readonly PostView[];
  readonly links: {
    readonly signIn: string;
    readonly preferences: string;
    /** Stops the alert of the post, or everything when there is not exactly one. */
    readonly stop: string;
  };
}

/** Tells a person that she now has a post of her GAD, what that means and how to refuse. */
@HandlesQueue('mail')
@Injectable()
export class TellHolder implements JobHandlers {
  constructor(
    private readonly database: DataSource,
    private readonly accounts: Accounts,
    private readonly links: SignedLinks,
    private readonly mailer: Mailer,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  jobs() {
    return [handle(tellHolderJob, (payload) => this.execute(payload))];
  }

  async execute({ accountId, gadCode, occasion }: PostsGiven): Promise<void> {
    const { manager } = this.database;
    const posts = await postsOf(manager, { gadCode, holderId: accountId }, this.clock.now());
    const link = await this.accounts.issueLink(accountId);
    if (!link || (await isSuppressed(manager, link.account.email))) return;
    const { publicUrl } = this.settings;
    const list = posts.length === 1 ? `sub:${posts[0]!.subscriptionId}` : 'all';
    const stop = `${publicUrl}/baja/${await this.links.sign('stop', { accountId, subject: list })}`;
    const preferences = await this.links.sign('preferences', { accountId, subject: '' });
    const { account, token } = link;
    await this.mailer.send({
      to: { name: account.name, address: account.email },
      messageId: `posts-${occasion}@${new URL(publicUrl).hostname}`,
      unsubscribeUrl: stop,
      content: holderMail({
        personName: account.name,
        gadName: (await requireGad(manager, gadCode)).name,
        posts,
        links: {
          signIn: `${publicUrl}/ingresar/enlace/${token}`,
          preferences: `${publicUrl}/preferencias/${preferences}`,
          stop,
        },
      }),
    });
  }
}

/** What the mail says; also of what is not a post: the alert of the GAD and followed calls. */
export function holderMail({ personName, gadName, posts, links }: HolderMail): MailContent {
  const [first] = posts;
  const subject =
    posts.length === 1 && first
      ? `Usted recibe ahora los avisos de «${first.name}»`
      : `Sus avisos del ${gadName} en Chasqui`;
  return {
    subject,
    preview: `Se los encargó el ${gadName}. Aquí puede revisarlos o rechazarlos.`,
    greeting: `Estimada/o ${personName}:`,
    blocks: [
      ...(posts.length > 0 ? given(gadName, posts) : [known(gadName)]),
      { kind: 'button', label: 'Ver y cambiar mis avisos', url: links.preferences },
      {
        kind: 'paragraph',
        text: 'Para leer las coincidencias de su GAD, ingrese con el siguiente enlace. Sirve una sola vez, durante una hora; después puede pedir otro en la página de ingreso, sin contraseña.',
      },
      { kind: 'link', label: 'Ingresar a Chasqui', url: links.signIn },
    ],
    footer: [
      { text: `Le escribimos porque el ${gadName} le encargó estos avisos.`, url: null },
      { text: 'No quiero recibirlos', url: links.stop },
    ],
  };
}

function given(gadName: string, posts: readonly PostView[]): MailBlock[] {
  const text = `El ${gadName} le encargó recibir por correo las convocatorias de cooperación internacional que coinciden con él, en los temas de ${posts.length === 1 ? 'este puesto' : 'estos puestos'}:`;
  return [
    { kind: 'paragraph', text },
    { kind: 'list', items: posts.map(titleOf) },
  ];
}

/** Somebody without a post: invited, or given the alert of the GAD and followed calls of another person. */
function known(gadName: string): MailBlock {
  const text = `El ${gadName} le registró en Chasqui, que avisa de convocatorias de cooperación internacional. Desde ahora puede leer las que coinciden con su GAD y recibir los avisos que le encarguen.`;
  return { kind: 'paragraph', text };
}

function titleOf({ name, department }: PostView): string {
  return department && !name.includes(department) ? `${name} (${department})` : name;
}
