export * from './network.entities.js';
