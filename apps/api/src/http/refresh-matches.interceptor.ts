import { jobRequest, JobQueues } from '@chasqui/jobs';
import { Clock } from '@chasqui/kernel';
import { matchGadJob } from '@chasqui/matching';
import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { concatMap, type Observable } from 'rxjs';

/**
 * After a GAD's own data were saved, has its list of matches made again, so that the list follows what the officer just
 * wrote. If the job is lost, the hourly revision finds the difference.
 */
@Injectable()
export class RefreshMatches implements NestInterceptor {
  constructor(
    private readonly queues: JobQueues,
    private readonly clock: Clock,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const { method, params } = http.getRequest<FastifyRequest<{ Params: { gad?: string } }>>();
    return next.handle().pipe(
      concatMap(async (answer: unknown) => {
        // A saved form answers with a redirect; one that is shown again changed nothing.
        const saved = method === 'POST' && http.getResponse<FastifyReply>().statusCode === 303;
        const gadCode = params.gad;
        if (saved && gadCode) {
          await this.queues.add([jobRequest(matchGadJob, { gadCode, at: this.clock.now().toISOString() })]);
        }
        return answer;
      }),
    );
  }
}
