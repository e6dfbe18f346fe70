import type { AuditEntry } from '@chasqui/audit';
import { sameFact } from '@chasqui/curation';
import { conflict, DomainError, type FieldError, invalid } from '@chasqui/kernel';
import type { Call } from './call.entity.js';
import { type CallFields, fieldsOf, inputOf, readCallInput } from './call-input.js';
import type { CallState } from './call-state.js';

/**
 * What must be known before a call may be announced.
 * @throws DomainError `call.incomplete`, `call.closed`
 */
export function requireComplete(call: Call, now: Date): void {
  const missing: FieldError[] = [];
  if (call.themes.length === 0) missing.push({ field: 'themes', message: 'Elija al menos un tema.' });
  if (call.deadlineKind === 'exact' && !call.closesAt) {
    missing.push({ field: 'deadlineLocal', message: 'Escriba la fecha de cierre.' });
  }
  if (missing.length > 0) {
    throw invalid('call.incomplete', 'Para publicar faltan datos: complete los campos señalados.', missing);
  }
  if (call.closesAt && call.closesAt <= now) {
    throw conflict(
      'call.closed',
      'El plazo de esta convocatoria ya pasó. Corrija la fecha de cierre o archívela.',
    );
  }
}

/** @throws DomainError `call.merged` */
export function requireUnmerged(call: Call): void {
  if (call.mergedIntoId) {
    throw conflict(
      'call.merged',
      'Esta convocatoria se unió a otra. Trabaje en la que quedó, o deshaga la unión desde el historial.',
    );
  }
}

/** What a move of a call is called in its history. */
export function moveAction(from: CallState, to: CallState): string {
  if (to === 'in_review') return from === 'published' ? 'call.unpublished' : 'call.reopened';
  return `call.${to}`;
}

/**
 * The facts of a call with those that a change replaced put back, checked again with everything that came later.
 * @throws DomainError `call.cannot_undo`
 */
export function restored(call: Call, entry: Pick<AuditEntry, 'before' | 'after'>): CallFields {
  const now = fieldsOf(call);
  const before = (entry.before ?? {}) as Partial<CallFields>;
  const after = (entry.after ?? {}) as Partial<CallFields>;
  // Earlier versions traced the whole form with every change.
  const replaced = Object.entries(before).filter(
    ([name, value]) => name in now && !sameFact(value, after[name as keyof CallFields]),
  );
  try {
    return readCallInput(inputOf({ ...now, ...Object.fromEntries(replaced) }));
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const reasons = error.fields.map(({ message }) => message).join(' ');
    throw conflict(
      'call.cannot_undo',
      `Ese cambio ya no se puede deshacer solo, porque no encaja con lo que se cambió después. ${reasons} Corríjalo en el formulario.`,
    );
  }
}
