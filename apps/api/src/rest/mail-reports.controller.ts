import { SETTINGS, type Settings } from '@chasqui/config';
import { ADDRESS_TROUBLES, ReceiveEvents } from '@chasqui/delivery';
import { Clock, invalid, notFound } from '@chasqui/kernel';
import {
  Body,
  Controller,
  Headers,
  HttpCode,
  Inject,
  Post,
  Req,
  UnauthorizedException,
} from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Public } from '../http/access.js';
import type { RawBodyRequest } from '../http/raw-body.js';
import { isSigned } from './webhook-signature.js';

export const MAIL_REPORTS_PATH = '/api/v1/correo/rebotes';
const MAX_EVENTS = 500;

const event = z.object({
  type: z.enum(ADDRESS_TROUBLES),
  /** Message-ID of the mail, as we sent it. */
  messageId: z.string().max(998).optional(),
  recipient: z.email().max(254),
  /** Enhanced status code (RFC 3463). */
  status: z
    .string()
    .regex(/^[245]\.\d{1,3}\.\d{1,3}$/)
    .optional(),
  detail: z.string().max(2_000).optional(),
  at: z.iso
    .datetime({ offset: true })
    .transform((text) => new Date(text))
    .optional(),
});
const body = z.object({ events: z.array(event).min(1).max(MAX_EVENTS) });
const answer = z.object({
  /** Events of the request. */
  received: z.number().int(),
  /** Those that were not known yet. */
  noted: z.number().int(),
});

/** Where a mail service, or a program beside it, reports bounces and complaints. */
@Controller('api/v1/correo')
@ApiTags('correo')
export class MailReportsController {
  constructor(
    private readonly events: ReceiveEvents,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'bounceWebhookSecret'>,
  ) {}

  @Post('rebotes')
  @Public()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Recibe de un servicio de correo las direcciones que rebotan y las quejas',
    description:
      'Solo existe si la instalación tiene BOUNCE_WEBHOOK_SECRET. Cada pedido va firmado con esa clave, dentro de los cinco ' +
      `minutos anteriores; a lo sumo ${MAX_EVENTS} sucesos y 256 KB. Repetir un suceso no cambia nada. ` +
      '`permanent` y `complaint` detienen los correos a esa dirección, salvo que el código o el detalle digan que ' +
      'la dirección es buena (buzón lleno, filtros). `messageId` es el del correo tal como salió, `at` cuándo ocurrió.',
  })
  @ApiHeader({
    name: 'x-chasqui-signature',
    required: true,
    description: '`t=<segundos Unix>,v1=<HMAC-SHA-256 en hexadecimal de "<t>.<cuerpo>">`',
  })
  @ApiResponse({ status: 200, standardSchema: answer })
  @ApiResponse({ status: 401, description: 'La firma no vale o es de hace más de cinco minutos' })
  @ApiResponse({ status: 404, description: 'Esta instalación no recibe informes por aquí' })
  async receive(
    @Req() request: RawBodyRequest,
    @Headers('x-chasqui-signature') signature: string | undefined,
    @Body() sent: unknown,
  ): Promise<z.input<typeof answer>> {
    const { bounceWebhookSecret: secret } = this.settings;
    if (!secret) throw notFound('Esta instalación no recibe informes de correo por aquí.');
    if (!isSigned(signature ?? '', request.rawBody ?? Buffer.alloc(0), secret, this.clock.now())) {
      throw new UnauthorizedException(
        'La firma no vale para este pedido, o es de hace más de cinco minutos.',
      );
    }
    const read = body.safeParse(sent);
    if (!read.success) {
      const fields = read.error.issues
        .slice(0, 20)
        .map(({ path, message }) => ({ field: path.join('.'), message }));
      throw invalid('mail_reports.invalid', 'El pedido no tiene la forma descrita en /api/docs.', fields);
    }
    const { events } = read.data;
    return { received: events.length, noted: await this.events.execute(events) };
  }
}
