export * from './detect-language.js';
export * from './stem.js';
export * from './stop-words.js';
export * from './words.js';
