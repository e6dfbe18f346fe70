export * from './donor.entities.js';
export * from './donor.record.js';
export * from './fund.record.js';
export * from './donors.query.js';
