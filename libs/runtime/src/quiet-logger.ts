import { ConsoleLogger } from '@nestjs/common';

/** What the framework says of itself while it starts: one line per route tells an operator nothing. */
const FRAMEWORK = ['InstanceLoader', 'NestFactory', 'RouterExplorer', 'RoutesResolver', 'NestApplication'];

export class QuietLogger extends ConsoleLogger {
  override log(message: unknown, ...rest: unknown[]): void {
    if (!FRAMEWORK.includes(String(rest.at(-1)))) super.log(message, ...rest);
  }
}
