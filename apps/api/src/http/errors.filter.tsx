import { DomainError, type DomainErrorKind } from '@chasqui/kernel';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { renderPage } from '../views/layout.js';
import type { PersonRequest } from './access.js';

const STATUS: Readonly<Record<DomainErrorKind, number>> = {
  invalid: 422,
  not_found: 404,
  forbidden: 403,
  conflict: 409,
  too_many: 429,
};

const TITLES: Readonly<Record<number, string>> = {
  400: 'La dirección o los datos no son correctos',
  403: 'No tiene permiso',
  404: 'No encontramos esa página',
  409: 'No se pudo hacer',
  413: 'El envío es demasiado grande',
  422: 'Revise los datos',
  429: 'Demasiados intentos',
};

interface Told {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly fields: readonly { field: string; message: string }[];
}

/** Turns every error into a page or a JSON answer in Spanish. What went wrong inside is logged, never shown. */
@Catch()
export class ErrorsFilter implements ExceptionFilter {
  private readonly log = new Logger('Http');

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<PersonRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const told = this.tell(error, request);
    if (isForPrograms(request)) {
      // RFC 9457 problem details; the protocol of CommonGrants wants the text under a name of its own.
      const own = request.url.startsWith('/common-grants/') ? { message: told.message } : {};
      void reply
        .status(told.status)
        .type('application/problem+json; charset=utf-8')
        .send({ status: told.status, code: told.code, detail: told.message, errors: told.fields, ...own });
      return;
    }
    if (told.status === 401) {
      const back = request.method === 'GET' ? `?volver=${encodeURIComponent(request.url)}` : '';
      void reply.status(303).header('location', `/ingresar${back}`).send();
      return;
    }
    const title = TITLES[told.status] ?? 'Algo falló de nuestro lado';
    void reply
      .status(told.status)
      .type('text/html; charset=utf-8')
      .send(
        renderPage(
          { title, person: request.person ?? null },
          <div class="narrow">
            <h1>{title}</h1>
            <p class="notice">{told.message}</p>
            {told.fields.length > 0 && (
              <ul>
                {told.fields.map((field) => (
                  <li>{field.message}</li>
                ))}
              </ul>
            )}
            <p>
              <a href="/">Volver al inicio</a>
            </p>
          </div>,
        ),
      );
  }

  private tell(error: unknown, request: PersonRequest): Told {
    if (error instanceof DomainError) {
      return { status: STATUS[error.kind], code: error.code, message: error.message, fields: error.fields };
    }
    const status = statusOf(error);
    if (status >= 500) {
      this.log.error(
        `${request.method} ${request.url}`,
        error instanceof Error ? error.stack : String(error),
      );
      const message =
        'Vuelva a intentarlo en un momento. Si sigue fallando, avise a quien administra Chasqui.';
      return { status: 500, code: 'internal', message, fields: [] };
    }
    return { status, code: `http.${status}`, message: messageOf(error, status), fields: [] };
  }
}

/** Addresses that programs ask; a person who follows a link to a file gets a page. */
function isForPrograms({ url, headers }: PersonRequest): boolean {
  if (/^\/(api|health|common-grants)\//.test(url)) return true;
  return url.startsWith('/datos/') && !(headers.accept ?? '').includes('text/html');
}

/** Errors of the HTTP layer carry their status; everything else is ours. */
function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  const status = (error as { statusCode?: unknown }).statusCode;
  return typeof status === 'number' && status >= 400 ? status : 500;
}

function messageOf(error: unknown, status: number): string {
  switch (status) {
    case 400:
      return 'Revise la dirección o vuelva a empezar desde el inicio.';
    case 404:
      return 'Puede que la página se haya movido o que la convocatoria ya no esté publicada.';
    case 413:
      return 'Reduzca el tamaño del texto o del archivo y vuelva a enviarlo.';
    case 429:
      return 'Espere un minuto y vuelva a intentarlo.';
    default:
      return error instanceof HttpException && /[áéíóúñ¿¡]|\b(el|la|no|para|su|esta)\b/i.test(error.message)
        ? error.message
        : 'La petición no se pudo atender. Vuelva a intentarlo desde la página.';
  }
}
