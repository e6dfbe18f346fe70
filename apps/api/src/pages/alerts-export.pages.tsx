import { Readable } from 'node:stream';
import type { Person } from '@chasqui/accounts';
import { Clock, localDate } from '@chasqui/kernel';
import { CSV_TYPE, csvStream } from '@chasqui/spreadsheets';
import { exportRows, Preferences } from '@chasqui/subscriptions';
import { Controller, Get, Header, StreamableFile } from '@nestjs/common';
import { CurrentPerson, SignedIn } from '../http/access.js';
import { renderPage } from '../views/layout.js';
import { AlertsNav } from './alerts-nav.js';

/** What only its person may have is kept nowhere on the way. */
const PRIVATE = 'private, no-store';

/** Everything that is stored about what a person receives, for herself. */
@Controller('avisos')
@SignedIn()
export class AlertsExportPages {
  constructor(
    private readonly preferences: Preferences,
    private readonly clock: Clock,
  ) {}

  @Get('exportar')
  @Header('content-type', 'text/html; charset=utf-8')
  show(@CurrentPerson() person: Person): string {
    return renderPage(
      { title: 'Sus datos', person, section: 'alerts' },
      <div class="reading">
        <h1>Sus datos</h1>
        <AlertsNav current="exportar" />
        <p>
          Descargue todo lo que guardamos sobre sus avisos: quién es usted para Chasqui, lo que eligió, lo que
          aceptó y cuándo, las convocatorias que sigue y cada aviso que le enviamos.
        </p>
        <p class="actions">
          <a class="button" href="/avisos/exportar.csv" download>
            Descargar para Excel (CSV)
          </a>
          <a class="button quiet" href="/avisos/exportar.json" download>
            Descargar para programas (JSON)
          </a>
        </p>
        <p class="quiet">
          El archivo tiene su nombre y su correo: guárdelo donde solo usted lo vea. Para corregir o borrar su
          cuenta, escriba a quien administra Chasqui.
        </p>
      </div>,
    );
  }

  @Get('exportar.json')
  @Header('cache-control', PRIVATE)
  async json(@CurrentPerson() person: Person): Promise<StreamableFile> {
    const data = await this.preferences.export(person.id);
    const text = `${JSON.stringify({ format: 'chasqui-alerts', version: 1, ...data }, null, 2)}\n`;
    return this.file('json', 'application/json; charset=utf-8', Readable.from([text]));
  }

  /** Texts that a spreadsheet program would take for formulas are made harmless. */
  @Get('exportar.csv')
  @Header('cache-control', PRIVATE)
  async csv(@CurrentPerson() person: Person): Promise<StreamableFile> {
    const [titles = [], ...rows] = exportRows(await this.preferences.export(person.id));
    const columns = titles.map((title) => ({ title }));
    return this.file('csv', CSV_TYPE, csvStream({ name: 'Avisos', columns, rows: Readable.from(rows) }));
  }

  private file(ending: 'json' | 'csv', type: string, content: Readable): StreamableFile {
    const name = `chasqui-avisos-${localDate(this.clock.now())}.${ending}`;
    return new StreamableFile(content, { type, disposition: `attachment; filename="${name}"` });
  }
}
