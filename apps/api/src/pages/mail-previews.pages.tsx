import type { Person } from '@chasqui/accounts';
import { notFound } from '@chasqui/kernel';
import { type MailContent, type PersonalValues, renderMailHtml, renderMailText } from '@chasqui/mail';
import { type MailSample, mailSamples } from '@chasqui/notifications';
import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import type { JSX } from 'preact';
import { z } from 'zod';
import { CurrentPerson, Roles } from '../http/access.js';
import { renderPage } from '../views/layout.js';
import { MAIL_CSP, MailFrame, MailText } from '../views/mail-view.js';
import { withQuery } from '../views/parts.js';
import { CurationNav } from './records-nav.js';

const HTML = 'text/html; charset=utf-8';
const BASE = '/curaduria/correos';
const widthQuery = z.object({ ancho: z.enum(['telefono', 'escritorio']).catch('escritorio') });
type WidthQuery = z.output<typeof widthQuery>;

const READER: PersonalValues = {
  name: 'María Ejemplo',
  preferencesUrl: 'https://chasqui.example.gob.ec/preferencias/ejemplo',
  pauseUrl: 'https://chasqui.example.gob.ec/pausa/ejemplo',
  stopUrl: 'https://chasqui.example.gob.ec/baja/ejemplo',
  whyUrl: 'https://chasqui.example.gob.ec/por-que/ejemplo',
};

/** Every kind of mail with invented data, as its readers would see it. Nothing is sent and nobody's data is shown. */
@Controller('curaduria/correos')
@Roles('curator')
export class MailPreviewPages {
  @Get()
  @Header('content-type', HTML)
  list(@CurrentPerson() person: Person): string {
    return renderPage(
      { title: 'Correos', person, section: 'curation' },
      <>
        <CurationNav current="correos" />
        <h1>Correos</h1>
        <p>Así se ven los correos que salen, con datos inventados. Abrirlos no envía nada.</p>
        <ul class="cards">
          {mailSamples().map((sample) => (
            <li class="card">
              <h2>
                <a href={`${BASE}/${sample.key}`}>{sample.name}</a>
              </h2>
              <p class="quiet">{sample.write(READER).subject}</p>
            </li>
          ))}
        </ul>
      </>,
    );
  }

  /** `ancho` chooses how wide the mail is shown. */
  @Get(':key')
  @Header('content-type', HTML)
  show(
    @CurrentPerson() person: Person,
    @Param('key') key: string,
    @Query({ schema: widthQuery }) { ancho }: WidthQuery,
  ): string {
    const sample = requireSample(key);
    const content = sample.write(READER);
    return renderPage(
      { title: sample.name, person, section: 'curation' },
      <article>
        <CurationNav current="correos" />
        <p>
          <a href={BASE}>Todos los correos</a>
        </p>
        <h1>{sample.name}</h1>
        <Facts content={content} />
        <h2>Como se ve</h2>
        <Widths sample={sample} current={ancho} />
        <MailFrame url={`${BASE}/${key}/html`} isNarrow={ancho === 'telefono'} />
        <h2>En texto</h2>
        <MailText text={renderMailText(content)} />
      </article>,
    );
  }

  @Get(':key/html')
  @Header('content-type', HTML)
  @Header('content-security-policy', MAIL_CSP)
  html(@Param('key') key: string): string {
    return renderMailHtml(requireSample(key).write(READER));
  }
}

/** @throws DomainError `not_found` */
function requireSample(key: string): MailSample {
  const sample = mailSamples().find((each) => each.key === key);
  if (!sample) throw notFound('No hay ningún correo de ese tipo.');
  return sample;
}

function Facts({ content }: { content: MailContent }): JSX.Element {
  return (
    <dl class="facts">
      <div>
        <dt>Asunto</dt>
        <dd>{content.subject}</dd>
      </div>
      <div>
        <dt>Al lado del asunto</dt>
        <dd>{content.preview}</dd>
      </div>
      <div>
        <dt>Tamaño con formato</dt>
        <dd>{kilobytes(renderMailHtml(content))}</dd>
      </div>
      <div>
        <dt>Tamaño en texto</dt>
        <dd>{kilobytes(renderMailText(content))}</dd>
      </div>
    </dl>
  );
}

function Widths({ sample, current }: { sample: MailSample; current: WidthQuery['ancho'] }): JSX.Element {
  const url = `${BASE}/${sample.key}`;
  return (
    <nav class="tabs" aria-label="Ancho">
      <a href={url} aria-current={current === 'escritorio' ? 'page' : undefined}>
        Computadora
      </a>
      <a
        href={withQuery(url, { ancho: 'telefono' })}
        aria-current={current === 'telefono' ? 'page' : undefined}
      >
        Teléfono
      </a>
    </nav>
  );
}

function kilobytes(text: string): string {
  return `${(Buffer.byteLength(text) / 1000).toFixed(1).replace('.', ',')} kB`;
}
