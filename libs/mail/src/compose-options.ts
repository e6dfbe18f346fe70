/** Headers of every mail of ours: nobody sent it by hand (RFC 3834), and it is in Spanish (RFC 3282). */
export const COMMON_HEADERS = { 'Auto-Submitted': 'auto-generated', 'Content-Language': 'es' } as const;

/** A calendar to look at and keep, not an invitation to answer. */
export function calendarAttachment(calendar: { readonly fileName: string; readonly text: string }) {
  return {
    filename: calendar.fileName,
    content: calendar.text,
    contentType: 'text/calendar; charset=utf-8; method=PUBLISH',
  };
}
