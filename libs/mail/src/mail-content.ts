/** What a mail says, independent of how it looks. The HTML and the text part are both made from this. */
export interface MailContent {
  readonly subject: string;
  /** The line that mailboxes show beside the subject. */
  readonly preview: string;
  readonly greeting: string;
  readonly blocks: readonly MailBlock[];
  /** Why the person gets it and how to stop it. */
  readonly footer: readonly MailLine[];
}

export type MailBlock =
  | { readonly kind: 'heading'; readonly text: string; readonly language?: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  /** Something to be careful about. */
  | { readonly kind: 'notice'; readonly text: string }
  | { readonly kind: 'facts'; readonly rows: readonly { readonly label: string; readonly value: string }[] }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  /** Numbered by position; in the text part one line each, "1. …". */
  | { readonly kind: 'steps'; readonly items: readonly { readonly text: string; readonly detail: string }[] }
  /** Words of the plan and of the call, side by side. */
  | {
      readonly kind: 'quotes';
      readonly title: string;
      readonly rows: readonly { readonly label: string; readonly text: string; readonly language?: string }[];
    }
  /** Calls of a digest, one card each. */
  | { readonly kind: 'cards'; readonly items: readonly MailCard[] }
  /** What changed, one sentence each; where both are known, the value before and after. */
  | { readonly kind: 'changes'; readonly items: readonly MailChange[] }
  /** A way on that is less weighty than the button. */
  | { readonly kind: 'link'; readonly label: string; readonly url: string }
  | { readonly kind: 'links'; readonly items: readonly { readonly label: string; readonly url: string }[] }
  | { readonly kind: 'button'; readonly label: string; readonly url: string };

export interface MailCard {
  readonly title: string;
  readonly url: string;
  /** Of the title, when it is not Spanish ("en", "pt"). */
  readonly language?: string;
  /** Short words above the title: "Urgente", "Crédito". */
  readonly badges?: readonly string[];
  /** Facts, one line each: "Cierra el 31 ago 2026 (faltan 12 días)". */
  readonly lines: readonly string[];
  /** Why the person sees it: "su búsqueda «Riego»". */
  readonly reasons?: readonly string[];
  /** Something to be careful about. */
  readonly note?: string;
}

export interface MailChange {
  /** "La fecha de cierre se adelantó". */
  readonly text: string;
  readonly before?: string;
  readonly after?: string;
}

export interface MailLine {
  readonly text: string;
  readonly url: string | null;
}
