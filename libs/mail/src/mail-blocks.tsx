import type { JSX } from 'preact';
import type { MailBlock } from './mail-content.js';
import { Cards, Changes } from './mail-cards.js';
import { BRAND, INK, QUIET, SHEET } from './mail-style.js';

/** One block of a mail as HTML. Classes of one letter, because they are repeated in every mail (mail-style.ts). */
export function Block({ block }: { block: MailBlock }): JSX.Element {
  switch (block.kind) {
    case 'heading':
      return (
        <h2 class="i" lang={block.language} style={`font-size:18px;margin:24px 0 8px;color:${INK};`}>
          {block.text}
        </h2>
      );
    case 'paragraph':
      return <p style="margin:0 0 12px;">{block.text}</p>;
    case 'notice':
      return <Notice text={block.text} />;
    case 'facts':
      return <Facts rows={block.rows} />;
    case 'list':
      return (
        <ul style="margin:0 0 12px;padding-left:20px;">
          {block.items.map((item) => (
            <li style="margin:0 0 6px;">{item}</li>
          ))}
        </ul>
      );
    case 'steps':
      return (
        <ol style="margin:0 0 12px;padding-left:28px;">
          {block.items.map((item) => (
            <li style="margin:0 0 8px;">
              {item.text}
              <br />
              <span class="q" style={`font-size:14px;color:${QUIET};`}>
                {item.detail}
              </span>
            </li>
          ))}
        </ol>
      );
    case 'quotes':
      return <Quotes block={block} />;
    case 'cards':
      return <Cards items={block.items} />;
    case 'changes':
      return <Changes items={block.items} />;
    case 'link':
      return <Links items={[block]} />;
    case 'links':
      return <Links items={block.items} />;
    case 'button':
      return (
        <p style="margin:20px 0;">
          <a
            href={block.url}
            class="u"
            style={`display:inline-block;padding:12px 20px;background:${BRAND};color:${SHEET};text-decoration:none;border-radius:6px;font-weight:bold;`}
          >
            {block.label}
          </a>
        </p>
      );
  }
}

/** Something to be careful about. */
export function Notice({ text }: { text: string }): JSX.Element {
  return (
    <p
      class="w"
      style="margin:0 0 12px;padding:10px 14px;background:#fff4d6;border-left:4px solid #b7791f;color:#4a3309;"
    >
      {text}
    </p>
  );
}

function Facts({ rows }: { rows: Extract<MailBlock, { kind: 'facts' }>['rows'] }): JSX.Element {
  return (
    <table role="presentation" width="100%" cellPadding="0" cellSpacing="0" style="margin:0 0 12px;">
      {rows.map((row) => (
        <tr>
          <td
            class="q"
            style={`padding:6px 12px 6px 0;vertical-align:top;width:32%;color:${QUIET};font-size:14px;`}
          >
            {row.label}
          </td>
          <td style="padding:6px 0;vertical-align:top;overflow-wrap:anywhere;word-break:break-word;">
            <strong>{row.value}</strong>
          </td>
        </tr>
      ))}
    </table>
  );
}

function Quotes({ block }: { block: Extract<MailBlock, { kind: 'quotes' }> }): JSX.Element {
  return (
    <div
      class="k"
      style={`margin:0 0 16px;padding:10px 14px;border-left:4px solid ${BRAND};background:#f3f8f7;color:${INK};`}
    >
      <p style="margin:0 0 6px;">
        <strong>{block.title}</strong>
      </p>
      {block.rows.map((row) => (
        <p style="margin:0 0 6px;font-size:15px;">
          <span class="q" style={`color:${QUIET};`}>
            {row.label}:{' '}
          </span>
          «<span lang={row.language}>{row.text}</span>»
        </p>
      ))}
    </div>
  );
}

function Links({ items }: { items: readonly { label: string; url: string }[] }): JSX.Element {
  return (
    <div style="margin:0 0 12px;">
      {items.map((item) => (
        <a href={item.url} class="b" style={`display:block;padding:10px 0;color:${BRAND};`}>
          {item.label}
        </a>
      ))}
    </div>
  );
}
