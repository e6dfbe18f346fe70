export * from './competence.entity.js';
export * from './competences-of-level.js';
