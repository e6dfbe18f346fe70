import { fold } from '@chasqui/kernel';

/** Words of titles and addresses of calls in the languages of the donors, folded. */
const CALL_WORDS =
  /\b(?:convocatori(?:a|as|es)|convocazion[ei]|llamad[oa]s?|llamamientos?|subvenci(?:on|ones|o|ons)|ayudas?|becas?|beques|premios?|concursos?|concours|fondos?|licitaci(?:on|ones|o|ons)|cofinanci\w*|financia\w*|finanzia\w*|financement\w*|postula\w*|oportunidad(?:es)?|oportunitats?|calls?|grants?|fund(?:s|ing)?|opportunit(?:y|ies)|proposals?|applications?|awards?|tenders?|rf[pqa]|eoi|scholarships?|fellowships?|appels?|subventions?|bourses?|aap|ami|bando|bandi|avvis[oi]|contribut[oi]|edita(?:l|is)|chamadas?|chamamentos?|bolsas?|ajuts?|ausschreibung(?:en)?|forderung(?:en)?|foerderung(?:en)?|forderaufruf\w*|aufrufe?|stipendi\w*)\b/;

/** Words of sections that show something else, folded. */
const OTHER_WORDS =
  /\b(?:noticias?|news|newsroom|actualidad|actualites?|blog|blogs|eventos?|events?|agenda|prensa|press|boletin(?:es)?|newsletters?|galerias?|podcasts?|videos?|comunicados?|historias?|stories|publicaciones|publications?|tweets?|enlaces|links|redes|temas relacionados)\b/;

/** What stands beside the day until which one can apply, folded. */
const CLOSING_WORDS =
  /\b(?:plazos?|cierres?|cierran?|vencen?|vencimiento|fecha limite|hasta el|deadlines?|clos(?:es?|ing)|due|date limite|cloture|scadenza|entro il|prazo|encerra\w*|termini|fins al|frist|bis zum|until)\b/;

/** The words of a text, or of an address or an identifier in code ("call-for-proposals_2026", "fechaFin"). */
export function wordsOf(text: string): string {
  return fold(text.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2'))
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

/** What the path of an address says, without its host. */
export function wordsOfAddress(address: string): string {
  const { pathname, search } = new URL(address);
  const path = pathname + search;
  try {
    return wordsOf(decodeURIComponent(path));
  } catch {
    // Not escaped the way addresses are.
    return wordsOf(path);
  }
}

/** @param words as `wordsOf` gives them */
export function soundsLikeCalls(words: string): boolean {
  return CALL_WORDS.test(words);
}

/** Whether words name news, events and the like and no calls. */
export function soundsLikeOther(words: string): boolean {
  return OTHER_WORDS.test(words) && !CALL_WORDS.test(words);
}

export function soundsLikeClosing(words: string): boolean {
  return CLOSING_WORDS.test(words);
}
