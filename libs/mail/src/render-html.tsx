import { render } from 'preact-render-to-string';
import type { JSX } from 'preact';
import type { MailContent } from './mail-content.js';
import { Block } from './mail-blocks.js';
import { BRAND, FONT, GROUND, INK, LINE, QUIET, SHEET, STYLE_SHEET } from './mail-style.js';

/** The HTML part: one column, inline styles (many programs drop the rest), readable on dark grounds and on phones. */
export function renderMailHtml(content: MailContent): string {
  return `<!doctype html>${render(<MailDocument content={content} />)}`;
}

function MailDocument({ content }: { content: MailContent }): JSX.Element {
  return (
    <html lang="es">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>{content.subject}</title>
        <style>{STYLE_SHEET}</style>
      </head>
      <body class="g i" style={`margin:0;padding:0;background:${GROUND};${FONT}color:${INK};`}>
        <div style="display:none;max-height:0;overflow:hidden;">{content.preview}</div>
        <table
          role="presentation"
          width="100%"
          cellPadding="0"
          cellSpacing="0"
          class="g"
          style={`background:${GROUND};`}
        >
          <tr>
            <td align="center" style="padding:16px 8px;">
              <Sheet content={content} />
            </td>
          </tr>
        </table>
      </body>
    </html>
  );
}

function Sheet({ content }: { content: MailContent }): JSX.Element {
  return (
    <table
      role="presentation"
      width="100%"
      cellPadding="0"
      cellSpacing="0"
      class="s"
      style={`max-width:600px;background:${SHEET};border-radius:8px;text-align:left;`}
    >
      <tr>
        <td class="p" style={`padding:16px 24px;border-bottom:4px solid ${BRAND};`}>
          <strong class="b" style={`font-size:20px;color:${BRAND};`}>
            Chasqui
          </strong>
          <span class="q" style={`font-size:14px;color:${QUIET};`}>
            {' '}
            · cooperación para los GAD
          </span>
        </td>
      </tr>
      <tr>
        <td
          class="i p"
          style={`padding:8px 24px 24px;font-size:16px;line-height:1.5;color:${INK};overflow-wrap:anywhere;word-break:break-word;`}
        >
          <p>{content.greeting}</p>
          {content.blocks.map((block) => (
            <Block block={block} />
          ))}
        </td>
      </tr>
      <tr>
        <td
          class="q l p"
          style={`padding:16px 24px;border-top:1px solid ${LINE};font-size:14px;line-height:1.5;color:${QUIET};overflow-wrap:anywhere;`}
        >
          {content.footer.map((line) =>
            line.url ? (
              <a href={line.url} class="b" style={`display:block;padding:11px 0;color:${BRAND};`}>
                {line.text}
              </a>
            ) : (
              <p style="margin:0 0 8px;">{line.text}</p>
            ),
          )}
        </td>
      </tr>
    </table>
  );
}
