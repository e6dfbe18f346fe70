import { SETTINGS, type Settings } from '@chasqui/config';
import { JobQueues, pingRedis } from '@chasqui/jobs';
import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { Public } from '../http/access.js';

/** For process supervisors and load balancers. */
@Controller('health')
@ApiTags('salud')
@Public()
export class HealthController {
  constructor(
    private readonly database: DataSource,
    private readonly queues: JobQueues,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** The process answers. `pid` lets other processes tell it from one that took over its port. */
  @Get('live')
  @ApiOperation({ summary: 'El proceso responde' })
  live(): { status: 'ok'; pid: number } {
    return { status: 'ok', pid: process.pid };
  }

  /** 200 once the database and the queues answer, 503 until then. */
  @Get('ready')
  @ApiOperation({ summary: 'La base de datos y las colas responden' })
  async ready(@Res({ passthrough: true }) reply: FastifyReply) {
    const checks = {
      database: await answers(() => this.database.query('SELECT 1 FROM migrations LIMIT 1')),
      queues: (await this.queueServer()) && (await answers(() => this.queues.counts())),
    };
    const ready = checks.database && checks.queues;
    void reply.status(ready ? 200 : 503);
    return { status: ready ? 'ok' : 'unavailable', checks };
  }

  /** Asked directly, because the queues wait for a lost Redis instead of failing. */
  private async queueServer(): Promise<boolean> {
    return this.settings.redisUrl ? pingRedis(this.settings.redisUrl) : true;
  }
}

async function answers(question: () => Promise<unknown>): Promise<boolean> {
  try {
    await question();
    return true;
  } catch {
    return false;
  }
}
