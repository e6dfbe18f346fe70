import type { Person } from '@chasqui/accounts';
import { SETTINGS, type Settings } from '@chasqui/config';
import { ECUADOR_ZONE, notFound } from '@chasqui/kernel';
import { mailboxMessages, type ReadMail, readMailboxMessage } from '@chasqui/mail';
import { Controller, Get, Header, Inject, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DateTime } from 'luxon';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CurrentPerson, Public } from '../http/access.js';
import { renderPage } from '../views/layout.js';
import { MAIL_CSP, MailFrame, MailText } from '../views/mail-view.js';
import { NextPage, withQuery } from '../views/parts.js';

const HTML = 'text/html; charset=utf-8';
const listQuery = z.object({ para: z.string().max(254).optional(), antes: z.string().max(20).optional() });

/** The mailbox of the demo: every mail that was sent, as its receivers would see it. Not there in production. */
@Controller('buzon')
@Public()
export class MailboxPages {
  constructor(
    private readonly database: DataSource,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Get()
  @Header('content-type', HTML)
  async list(
    @CurrentPerson() person: Person | null,
    @Query({ schema: listQuery }) query: z.output<typeof listQuery>,
  ): Promise<string> {
    this.requireDemo();
    const page = await mailboxMessages(this.database, {
      recipient: query.para || undefined,
      before: query.antes,
    });
    const next = page.next && withQuery('/buzon', { para: query.para, antes: page.next });
    return renderPage(
      { title: 'Buzón de demostración', person, section: 'mailbox' },
      <>
        <h1>Buzón de demostración</h1>
        <p>
          {this.settings.smtpUrl
            ? 'Los avisos salen ahora por el servidor de correo configurado (SMTP_URL); aquí solo quedan los anteriores.'
            : 'Aquí llegan, por correo de verdad (SMTP), los avisos que se enviarían a las personas.'}
        </p>
        <form class="search" method="get" action="/buzon">
          <div class="field">
            <label for="para">Correos para</label>
            <input
              id="para"
              name="para"
              type="email"
              value={query.para ?? ''}
              placeholder="todas las personas"
            />
          </div>
          <button type="submit">Filtrar</button>
        </form>
        <p class="count">{page.total === 1 ? '1 correo' : `${page.total} correos`}</p>
        {page.total === 0 && (
          <p class="notice">Todavía no hay correos. Publique una convocatoria en Curaduría y vuelva aquí.</p>
        )}
        <ul class="cards">
          {page.items.map((mail) => (
            <li class="card">
              <h2>
                <a href={`/buzon/${mail.id}`}>{mail.subject}</a>
              </h2>
              <p class="quiet">
                Para {mail.recipient} · {timeText(mail.receivedAt)}
                {mail.deliveries > 1 && ` · llegó ${mail.deliveries} veces`}
              </p>
            </li>
          ))}
        </ul>
        <NextPage url={next} />
      </>,
    );
  }

  @Get(':id')
  @Header('content-type', HTML)
  async read(@CurrentPerson() person: Person | null, @Param('id') id: string): Promise<string> {
    const mail = await this.mail(id);
    return renderPage(
      { title: mail.subject, person, section: 'mailbox' },
      <article>
        <p>
          <a href="/buzon">Volver al buzón</a>
        </p>
        <h1>{mail.subject}</h1>
        <p class="quiet">
          De {mail.from} para {mail.recipient} · {timeText(mail.receivedAt)}
        </p>
        {mail.html && (
          <>
            <h2>Como se ve</h2>
            <MailFrame url={`/buzon/${mail.id}/html`} />
          </>
        )}
        {mail.attachments.length > 0 && (
          <>
            <h2>Adjuntos</h2>
            <ul>
              {mail.attachments.map((attachment, index) => (
                <li>
                  <a href={`/buzon/${mail.id}/adjuntos/${index}`} download={attachment.fileName}>
                    {attachment.fileName}
                  </a>
                </li>
              ))}
            </ul>
          </>
        )}
        <h2>En texto</h2>
        <MailText text={mail.text} />
        <h2>Encabezados</h2>
        <dl class="facts">
          {mail.headers.map((header) => (
            <div>
              <dt lang="en">{header.name}</dt>
              <dd>{header.value}</dd>
            </div>
          ))}
        </dl>
      </article>,
    );
  }

  @Get(':id/html')
  @Header('content-type', HTML)
  @Header('content-security-policy', MAIL_CSP)
  async html(@Param('id') id: string): Promise<string> {
    return (await this.mail(id)).html ?? '';
  }

  @Get(':id/adjuntos/:index')
  async attachment(
    @Param('id') id: string,
    @Param('index') index: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const attachment = (await this.mail(id)).attachments[Number(index)];
    if (!attachment) throw notFound('Ese adjunto no existe.');
    const fileName = attachment.fileName.replace(/[^\w.-]/g, '_');
    void reply.type(attachment.mimeType).header('content-disposition', `attachment; filename="${fileName}"`);
    return attachment.content;
  }

  private async mail(id: string): Promise<ReadMail> {
    this.requireDemo();
    const mail = await readMailboxMessage(this.database, id);
    if (!mail) throw notFound('Ese correo no existe.');
    return mail;
  }

  private requireDemo(): void {
    if (this.settings.mode !== 'demo') throw notFound('No hay nada en esta dirección.');
  }
}

function timeText(at: Date): string {
  return DateTime.fromJSDate(at, { zone: ECUADOR_ZONE }).toFormat('dd/LL/yyyy HH:mm');
}
