import type { JSX } from 'preact';
import type { MailCard, MailChange } from './mail-content.js';
import { BRAND, LINE, QUIET } from './mail-style.js';

/** Calls of a digest. Short styles: a mail of ten calls stays well below the size at which mailboxes cut. */
export function Cards({ items }: { items: readonly MailCard[] }): JSX.Element {
  return (
    <>
      {items.map((card) => (
        <table
          role="presentation"
          width="100%"
          cellPadding="0"
          cellSpacing="0"
          class="l"
          style={`margin:0 0 12px;border:1px solid ${LINE};border-radius:8px;`}
        >
          <tr>
            <td style="padding:6px 14px 10px;">
              <Card card={card} />
            </td>
          </tr>
        </table>
      ))}
    </>
  );
}

function Card({ card }: { card: MailCard }): JSX.Element {
  return (
    <>
      {card.badges?.map((badge) => (
        <strong
          class="w"
          style="display:inline-block;margin:6px 6px 0 0;padding:1px 8px;font-size:13px;background:#fff4d6;color:#4a3309;"
        >
          {badge}
        </strong>
      ))}
      <h3 style="margin:0;font-size:17px;">
        <a
          href={card.url}
          lang={card.language}
          class="b"
          style={`display:block;padding:9px 0;color:${BRAND};`}
        >
          {card.title}
        </a>
      </h3>
      {card.lines.map((line) => (
        <p style="margin:0 0 4px;">{line}</p>
      ))}
      {card.note !== undefined && (
        <p class="w" style="margin:6px 0;padding:6px 10px;font-size:15px;background:#fff4d6;color:#4a3309;">
          {card.note}
        </p>
      )}
      {card.reasons && card.reasons.length > 0 && (
        <p class="q" style={`margin:6px 0 0;font-size:14px;color:${QUIET};`}>
          Por qué le llega: {card.reasons.join('; ')}
        </p>
      )}
    </>
  );
}

/** What changed, with the value before and after where both are known. */
export function Changes({ items }: { items: readonly MailChange[] }): JSX.Element {
  return (
    <ul style="margin:0 0 12px;padding-left:20px;">
      {items.map((change) => (
        <li style="margin:0 0 10px;">
          <strong>{change.text}</strong>
          {change.before !== undefined && (
            <span class="q" style={`display:block;color:${QUIET};`}>
              Antes: {change.before}
            </span>
          )}
          {change.after !== undefined && <span style="display:block;">Ahora: {change.after}</span>}
        </li>
      ))}
    </ul>
  );
}
