/** Colours on a light ground; what inline styles say, for programs that drop everything else. */
export const INK = '#1d2b36';
export const QUIET = '#51616d';
export const BRAND = '#0b5d57';
export const LINE = '#d5dde0';
export const GROUND = '#eef2f2';
export const SHEET = '#ffffff';
export const FONT = "font-family:'Segoe UI',Roboto,Helvetica,Arial,sans-serif;";

/**
 * Colours on a dark ground by class, for programs that follow the person's setting, and room for fingers on narrow
 * screens. Inline styles would win, hence !important.
 */
export const STYLE_SHEET = [
  ':root{color-scheme:light dark;supported-color-schemes:light dark}',
  '@media (prefers-color-scheme:dark){',
  '.g{background:#0f171b!important}',
  '.s{background:#182329!important}',
  '.i{color:#e8eef0!important}',
  '.q{color:#aebcc4!important}',
  '.b{color:#7ad9cb!important}',
  '.l{border-color:#3a4b55!important}',
  '.w{background:#3a2f12!important;color:#f6dfa4!important}',
  '.k{background:#1e2e33!important;color:#e8eef0!important}',
  '.u{background:#7ad9cb!important;color:#0f171b!important}',
  '}',
  '@media (max-width:480px){.p{padding-left:16px!important;padding-right:16px!important}',
  '.u{display:block!important;text-align:center!important}}',
].join('');
