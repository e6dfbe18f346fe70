export * from './donor.entities.js';
