import { Finding } from '@chasqui/intake';
import type { JSX } from 'preact';
import type { DataSource } from 'typeorm';
import { toldOf } from '../views/parts.js';
import { callUrl } from './call-parts.js';
import { type DoneQuery, findingUrl } from './finding-query.js';

/** What was just done at the desk. */
const DONE: Readonly<Record<string, string>> = {
  publicada: 'Publicada: empiezan sus coincidencias y sus avisos.',
  guardada: 'Guardada: la convocatoria está en revisión, sin publicar.',
  aceptada: 'Aceptado: la ficha dice ahora lo que usted dejó.',
  parcial: 'Guardado lo que decidió. Lo demás sigue aquí por decidir.',
  archivada: 'Archivada: ya no se publica.',
  mantenida: 'Anotado: la ficha queda como está.',
  comprobada: 'Anotado: la convocatoria se comparó con su fuente.',
  rechazada: 'Rechazada, con su motivo.',
  unida: 'Unida: desde ahora es otra fuente de la misma convocatoria.',
  reabierta: 'Reabierta: otra vez espera decisión.',
};

/** Tells it with links to what it was done to. */
export async function findingDone(
  database: DataSource,
  { hecho, de }: DoneQuery,
): Promise<JSX.Element | null> {
  const text = toldOf(hecho, DONE);
  if (!text) return null;
  const finding = de ? await database.manager.findOneBy(Finding, { id: de }) : null;
  return (
    <p class="done" role="status">
      {text}{' '}
      {finding && (
        <>
          «{finding.title}». {finding.callId && <a href={callUrl(finding.callId)}>Ver la ficha</a>}
          {finding.callId && ' · '}
          <a href={findingUrl(finding.id)}>Ver la novedad</a>
        </>
      )}
    </p>
  );
}
