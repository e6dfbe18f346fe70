import { describe, expect, it } from '@jest/globals';
import { listName, readList } from './alert-lists.js';

const ID = '0b9f2c1e-7a44-4a63-9d38-1f2f7a0c5d11';

describe('the name of a list in a link', () => {
  it('says what it is and of which', () => {
    for (const name of [`sub:${ID}`, `follow:${ID}`, 'reminders', 'changes', 'bulletin', 'all']) {
      expect(listName(readList(name)!)).toBe(name);
    }
    expect(readList(`follow:${ID}`)).toEqual({ kind: 'follow', callId: ID });
  });

  it('is refused when it is anything else', () => {
    for (const name of ['', 'todo', 'sub:', 'sub:1', `post:${ID}`, `sub:${ID}x`, `sub:${ID.toUpperCase()}`]) {
      expect([name, readList(name)]).toEqual([name, null]);
    }
  });
});
