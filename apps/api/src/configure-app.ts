import { join } from 'node:path';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import type { Settings } from '@chasqui/config';
import { projectRoot } from '@chasqui/kernel';
import { MAX_FILE_BYTES } from '@chasqui/spreadsheets';
import { BadRequestException } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { keepRawBody } from './http/raw-body.js';
import { MAIL_REPORTS_PATH } from './rest/mail-reports.controller.js';
import { RestModule } from './rest/rest.module.js';
import { describeSite } from './views/layout.js';

const YEAR_MS = 365 * 24 * 3600 * 1000;
const MAX_BODY_BYTES = 256 * 1024;
/** One file and a few short fields; anything else is refused while it arrives. */
const UPLOAD_LIMITS = {
  fileSize: MAX_FILE_BYTES,
  files: 1,
  fields: 5,
  fieldSize: 10_000,
  fieldNameSize: 100,
  parts: 6,
  headerPairs: 20,
};

/** The HTTP server under Nest. */
export function httpAdapter(settings: Settings): FastifyAdapter {
  return new FastifyAdapter({
    trustProxy: settings.trustProxy,
    bodyLimit: MAX_BODY_BYTES,
    routerOptions: { maxParamLength: 300 },
  });
}

/** Everything between the network and the controllers; called by `main.ts` and by the tests alike. */
export async function configureApp(app: NestFastifyApplication, settings: Settings): Promise<void> {
  describeSite({
    demo: settings.mode === 'demo',
    mailsLeave: Boolean(settings.smtpUrl),
    dataProtectionContact: settings.dataProtectionContact,
    publicUrl: settings.publicUrl,
  });
  const secure = settings.publicUrl.startsWith('https:');
  app.useSecurityHeaders({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: "'self'",
        imgSrc: ["'self'", 'data:'],
        objectSrc: "'none'",
        baseUri: "'none'",
        formAction: "'self'",
        frameAncestors: "'self'",
      },
    },
    originAgentCluster: false,
    strictTransportSecurity: secure,
    referrerPolicy: { policy: 'same-origin' },
  });
  app.enableCsrfProtection();
  refuseNulBytes(app);
  keepRawBody(app, MAIL_REPORTS_PATH, MAX_BODY_BYTES);
  await app.register(rateLimit, { global: false });
  // Nothing is read of an upload until a page asks for it, after the access rules.
  await app.register(multipart, { limits: UPLOAD_LIMITS });
  app.useStaticAssets({
    root: join(projectRoot(), 'apps', 'api', 'assets'),
    prefix: '/assets/',
    maxAge: YEAR_MS,
    immutable: true,
    decorateReply: false,
  });
  describeApi(app);
}

/** PostgreSQL stores no NUL character, and nobody types one: such a request is a mistake or an attempt. */
function refuseNulBytes(app: NestFastifyApplication): void {
  const server = app.getHttpAdapter().getInstance();
  server.addHook('preValidation', async (request) => {
    const body = request.body === undefined ? '' : JSON.stringify(request.body);
    if (/%00/.test(request.url) || body.includes('\\u0000')) throw new BadRequestException();
  });
}

function describeApi(app: NestFastifyApplication): void {
  // The page of the API description styles itself inline; it shows nothing that a stranger wrote.
  const hooks = app.getHttpAdapter().getInstance();
  hooks.addHook('onSend', async (request, reply) => {
    if (request.url.startsWith('/api/docs')) {
      reply.header(
        'content-security-policy',
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:",
      );
    }
  });
  const description = new DocumentBuilder()
    .setTitle('Chasqui')
    .setDescription('Convocatorias de cooperación internacional para los GAD del Ecuador.')
    .setVersion('1')
    .addCookieAuth('chasqui_session')
    .build();
  SwaggerModule.setup(
    'api/docs',
    app,
    () => SwaggerModule.createDocument(app, description, { include: [RestModule] }),
    {
      customSiteTitle: 'Chasqui · API',
    },
  );
}
