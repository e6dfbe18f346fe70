import { AccountsModule } from '@chasqui/accounts';
import { Module, StandardSchemaValidationPipe } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import { AccessGuard } from './http/access.js';
import { ErrorsFilter } from './http/errors.filter.js';
import { PagesModule } from './pages/pages.module.js';
import { RestModule } from './rest/rest.module.js';

/** The HTTP side: pages and REST. Closed by default: the guard refuses routes that do not say who may use them. */
@Module({
  imports: [AccountsModule, PagesModule, RestModule],
  providers: [
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: APP_FILTER, useClass: ErrorsFilter },
    { provide: APP_PIPE, useClass: StandardSchemaValidationPipe },
  ],
})
export class ApiModule {}
