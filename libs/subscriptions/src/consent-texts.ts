/**
 * What people agree to, word for word as it stands next to the box or the button; stored with each consent (LOPDP
 * art. 8: free, specific, informed, withdrawn as simply as it was given).
 */
export const CONSENT_TEXT =
  'Quiero recibir por correo las convocatorias que coinciden con mi GAD. Puedo dejar de recibirlas cuando quiera.';

export const SEARCH_CONSENT_TEXT =
  'Quiero recibir por correo las convocatorias nuevas que encuentre esta búsqueda. Puedo dejar de recibirlas cuando quiera.';

export const POST_CONSENT_TEXT =
  'Mientras tenga este puesto, recibo por correo las convocatorias que coinciden con mi GAD en sus temas. Puedo dejar de recibirlas cuando quiera.';

export const FOLLOW_CONSENT_TEXT =
  'Sigo esta convocatoria: quiero recibir por correo los recordatorios de sus plazos y sus cambios. Puedo dejar de seguirla cuando quiera.';

export const REMINDERS_CONSENT_TEXT =
  'Quiero recibir por correo los recordatorios de las convocatorias que sigo. Puedo dejar de recibirlos cuando quiera.';

export const CHANGES_CONSENT_TEXT =
  'Quiero recibir por correo los cambios de las convocatorias que sigo o que me avisaron. Puedo dejar de recibirlos cuando quiera.';

export const BULLETIN_CONSENT_TEXT =
  'Quiero recibir por correo el boletín mensual de cooperación. Puedo dejar de recibirlo cuando quiera.';
