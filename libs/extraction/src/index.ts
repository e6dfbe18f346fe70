export * from './types.js';
export * from './text/decode-text.js';
export * from './text/parse-html.js';
export * from './text/read-html.js';
export * from './text/read-pdf.js';
export * from './fields/extract-call.js';
export * from './find-mentions.js';
export * from './dates/find-dates.js';
