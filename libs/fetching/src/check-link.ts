import { FetchError, type FetchAnswer, type Fetcher } from './types.js';

export type LinkState = 'ok' | 'broken' | 'redirects_home' | 'unknown';

export interface LinkCheck {
  readonly state: LinkState;
  /** Spanish, for curators; null when the link is well. */
  readonly reason: string | null;
}

/** "/", "/es/", "/pt-br", "/index.html", "/es/inicio", "/home.aspx". */
const HOME_PATH =
  /^\/(?:[a-z]{2}(?:[-_][a-z]{2})?\/?)?(?:(?:index|home|inicio|portada|default|principal)(?:\.[a-z]{3,5})?\/?)?$/i;
/** Parameters that do not choose a page; "/?p=123" and "/index.php?id=5" are pages of their own. */
const IDLE_PARAMETER = /^(?:utm_\w+|lang|locale|hl|error|status|msg|redirect(?:ed)?|ref|from)$/i;
const NOT_FOUND_PATH =
  /\/(?:404|error-?404|not-?found|page-?not-?found|pagina-?no-?encontrada|no-?encontrad[oa]|error(?:es)?)(?:\.[a-z]{3,5})?\/?$/i;

const LOOK_FOR_NEW = 'Busque la nueva dirección en el sitio.';

function isHome(address: string): boolean {
  const url = new URL(address);
  return (
    HOME_PATH.test(url.pathname) && [...url.searchParams.keys()].every((key) => IDLE_PARAMETER.test(key))
  );
}

/** Some servers answer HEAD with an error, or hang up, where GET gives the page. */
function isWorthGet(error: unknown): boolean {
  return error instanceof FetchError && ['http', 'network', 'truncated'].includes(error.fault);
}

async function visit(fetcher: Fetcher, url: string, signal?: AbortSignal): Promise<FetchAnswer> {
  try {
    return await fetcher.fetch({ url, method: 'HEAD' }, signal);
  } catch (error) {
    if (!isWorthGet(error)) throw error;
    return fetcher.fetch({ url }, signal);
  }
}

function judgeAnswer(url: string, { finalUrl, redirected }: FetchAnswer): LinkCheck {
  if (redirected && isHome(finalUrl) && !isHome(url)) {
    return {
      state: 'redirects_home',
      reason: `El enlace lleva a la portada (${finalUrl}) y no a su página. ${LOOK_FOR_NEW}`,
    };
  }
  if (redirected && NOT_FOUND_PATH.test(new URL(finalUrl).pathname)) {
    return {
      state: 'broken',
      reason: `El enlace lleva a una página de error (${finalUrl}). ${LOOK_FOR_NEW}`,
    };
  }
  return { state: 'ok', reason: null };
}

function judgeFault(error: FetchError): LinkCheck {
  switch (error.fault) {
    case 'too_large':
      // Large, but there.
      return { state: 'ok', reason: null };
    case 'bad_url':
    case 'refused_address':
    case 'too_many_redirects':
      return { state: 'broken', reason: error.message };
    case 'http':
      return {
        state: error.details.status === 404 || error.details.status === 410 ? 'broken' : 'unknown',
        reason: error.message,
      };
    default:
      return { state: 'unknown', reason: error.message };
  }
}

/**
 * Whether a link still leads to its page. A redirect from a deeper address to the home page counts as broken: that is
 * how many sites say that a page is gone. What may pass by itself (a slow or failing server, a refusal) is unknown.
 * @throws the reason of `signal` when it aborts
 */
export async function checkLink(fetcher: Fetcher, url: string, signal?: AbortSignal): Promise<LinkCheck> {
  try {
    return judgeAnswer(url, await visit(fetcher, url, signal));
  } catch (error) {
    if (error instanceof FetchError) return judgeFault(error);
    throw error;
  }
}
