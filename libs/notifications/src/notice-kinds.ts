/** What people are told of. */
export const NOTICE_KINDS = [
  'new_call',
  'call_change',
  'deadline',
  'review',
  'step_due',
  'bulletin',
  'address_problem',
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

export const NOTICE_KIND_LABELS: Readonly<Record<NoticeKind, string>> = {
  new_call: 'Convocatoria nueva',
  call_change: 'Cambio en una convocatoria',
  deadline: 'Recordatorio de plazo',
  review: 'Convocatoria sin fecha por revisar',
  step_due: 'Paso por terminar',
  bulletin: 'Boletín mensual',
  address_problem: 'Correo que no llega',
};

/** What a notice says besides its call. Read again when it is written: rows outlive versions. */
export type NoticeFacts =
  | { readonly kind: 'call_change'; readonly changeIds: readonly string[] }
  /** `at` is the instant of the deadline, ISO in UTC. */
  | { readonly kind: 'deadline'; readonly role: string; readonly place: number; readonly at: string }
  | { readonly kind: 'step_due'; readonly stepKey: string; readonly finishBy: string }
  /** `month` like "2026-10". */
  | { readonly kind: 'bulletin'; readonly month: string }
  | {
      readonly kind: 'address_problem';
      readonly name: string;
      readonly address: string;
      readonly detail: string;
    };
