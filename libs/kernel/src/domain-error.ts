export type DomainErrorKind = 'invalid' | 'not_found' | 'forbidden' | 'conflict' | 'too_many';

/** What is wrong with one field of a form or a record. `message` is Spanish and says what to do. */
export interface FieldError {
  readonly field: string;
  readonly message: string;
}

/**
 * A refusal that the user can understand and act on.
 * `code` is stable (for programs), `message` is Spanish (for people).
 */
export class DomainError extends Error {
  constructor(
    readonly kind: DomainErrorKind,
    readonly code: string,
    message: string,
    readonly fields: readonly FieldError[] = [],
  ) {
    super(message);
    this.name = 'DomainError';
  }
}

export function invalid(code: string, message: string, fields: readonly FieldError[] = []): DomainError {
  return new DomainError('invalid', code, message, fields);
}

export function notFound(message: string): DomainError {
  return new DomainError('not_found', 'not_found', message);
}

export function conflict(code: string, message: string): DomainError {
  return new DomainError('conflict', code, message);
}
