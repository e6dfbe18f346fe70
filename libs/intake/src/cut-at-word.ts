/**
 * A text of at most `limit` UTF-16 units. A longer one ends behind a word, with an ellipsis; a word that alone is
 * too long is cut between characters.
 */
export function cutAtWord(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const room = text.slice(0, limit - 1);
  const isBetween = /\s/.test(text.charAt(limit - 1));
  const atWord = isBetween ? room : room.replace(/\s\S*$/, '');
  // Half of a character outside the basic plane would be no character.
  const kept = (atWord || room).replace(/[\uD800-\uDBFF]$/, '').replace(/[\s,;:.–-]+$/, '');
  return `${kept}…`;
}
