import { describe, expect, it } from '@jest/globals';
import type { Role } from './account.entities.js';
import { gadOf, hasRole, type Person } from './person.js';

function person(...memberships: [Role, string | null][]): Person {
  return {
    id: '1',
    name: 'Ana',
    email: 'ana@example.org',
    memberships: memberships.map(([role, gadCode]) => ({ role, gadCode, gadName: null })),
  };
}

describe('what a person may do', () => {
  it('follows from her role', () => {
    expect(hasRole(person(['curator', null]), ['curator'])).toBe(true);
    expect(hasRole(person(['officer', '0101']), ['curator'])).toBe(false);
    expect(hasRole(person(), ['officer', 'curator', 'admin', 'council_member'])).toBe(false);
  });

  it('includes curation for admins, and nothing else by itself', () => {
    expect(hasRole(person(['admin', null]), ['curator'])).toBe(true);
    expect(hasRole(person(['curator', null]), ['admin'])).toBe(false);
    expect(hasRole(person(['admin', null]), ['officer'])).toBe(false);
  });

  it('stays within her own GAD', () => {
    const officer = person(['officer', '0101']);
    expect(hasRole(officer, ['officer'], '0101')).toBe(true);
    expect(hasRole(officer, ['officer'], '0102')).toBe(false);
    expect(hasRole(officer, ['officer'], '01')).toBe(false);
    expect(hasRole(person(['admin', null]), ['officer'], '0101')).toBe(false);
  });
});

describe('the GAD a person works for', () => {
  it('is that of her membership, and none for those who serve the whole catalogue', () => {
    expect(gadOf(person(['officer', '0101']))).toBe('0101');
    expect(gadOf(person(['curator', null], ['officer', '0102']))).toBe('0102');
    expect(gadOf(person(['curator', null]))).toBeNull();
  });
});
