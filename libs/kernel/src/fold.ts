/** Lower case without accents, for comparing words: "Gestión" and "gestion" are the same word to a reader. */
export function fold(text: string): string {
  return text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
}

/** ASCII words joined by hyphens, for stable addresses. At most `limit` characters, cut between words. */
export function slugify(text: string, limit = 80): string {
  const words = fold(text)
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
  let slug = '';
  for (const word of words) {
    const next = slug ? `${slug}-${word}` : word;
    if (next.length > limit) break;
    slug = next;
  }
  return slug || 'sin-titulo';
}
