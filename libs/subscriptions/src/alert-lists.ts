const SETTING_LISTS = ['reminders', 'changes', 'bulletin'] as const;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What a link of a mail stops or pauses. */
export type AlertList =
  | { readonly kind: 'sub'; readonly id: string }
  | { readonly kind: 'follow'; readonly callId: string }
  | { readonly kind: (typeof SETTING_LISTS)[number] }
  | { readonly kind: 'all' };

/** The name of a list as it stands in a link: "sub:<id>", "follow:<call id>", "reminders", "all". */
export function listName(list: AlertList): string {
  if (list.kind === 'sub') return `sub:${list.id}`;
  return list.kind === 'follow' ? `follow:${list.callId}` : list.kind;
}

/** Reads the name of a list; null when it is none. */
export function readList(name: string): AlertList | null {
  if (name === 'all') return { kind: 'all' };
  const setting = SETTING_LISTS.find((kind) => kind === name);
  if (setting) return { kind: setting };
  const [kind, id = ''] = name.split(':', 2);
  if (!UUID.test(id)) return null;
  if (kind === 'sub') return { kind, id };
  return kind === 'follow' ? { kind, callId: id } : null;
}
