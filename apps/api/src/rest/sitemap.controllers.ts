import { SETTINGS, type Settings } from '@chasqui/config';
import { type OpenType, PAGED_TYPES, sitemapIndex, sitemapOf, sitemapOfPages } from '@chasqui/open-data';
import { Controller, Get, Header, Inject, Query, type Type } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { Public } from '../http/access.js';
import { XML_TYPE } from './open-data-answers.js';
import { named } from './records.controllers.js';

/** Pages of people who sign in, and lists that only repeat what others show. */
const PRIVATE = [
  '/curaduria',
  '/trabajos',
  '/ingresar',
  '/salir',
  '/avisos',
  '/preferencias',
  '/baja',
  '/pausa',
  '/por-que',
  '/buzon',
  '/busquedas',
  '/gads/*/coincidencias',
  '/gads/*/avisos',
  '/buscar?',
  '/health/',
];

/** What search engines ask for. */
@Controller()
@ApiExcludeController()
@Public()
export class SitemapController {
  constructor(
    private readonly database: DataSource,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Get('sitemap.xml')
  @Header('content-type', XML_TYPE)
  index(): Promise<string> {
    return sitemapIndex(this.database, this.settings.publicUrl);
  }

  @Get('sitemap/paginas.xml')
  @Header('content-type', XML_TYPE)
  pages(): string {
    return sitemapOfPages(this.settings.publicUrl);
  }

  @Get('robots.txt')
  @Header('content-type', 'text/plain; charset=utf-8')
  robots(): string {
    const closed = PRIVATE.map((path) => `Disallow: ${path}`).join('\n');
    return `User-agent: *\n${closed}\nAllow: /\n\nSitemap: ${this.settings.publicUrl}/sitemap.xml\n`;
  }
}

/** The pages of the records of each type, in parts that begin at a key. */
export const sitemapControllers: readonly Type[] = PAGED_TYPES.map(sitemapController);

function sitemapController(type: OpenType): Type {
  @Controller('sitemap')
  @ApiExcludeController()
  @Public()
  class SitemapPartController {
    constructor(
      private readonly database: DataSource,
      @Inject(SETTINGS) private readonly settings: Settings,
    ) {}

    @Get(`${type.file}.xml`)
    @Header('content-type', XML_TYPE)
    part(@Query('desde') from: unknown): Promise<string> {
      const key = typeof from === 'string' ? from : '';
      return sitemapOf(this.database, type, key, this.settings.publicUrl);
    }
  }
  return named(SitemapPartController, `${type.api}SitemapController`);
}
